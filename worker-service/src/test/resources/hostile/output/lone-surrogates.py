# ends: SUCCEEDED
# shows: \ud800
# seconds: 20
print('\ud800 \udfff')

# ends: OUTPUT_LIMIT
# seconds: 20
while True:
    print('x' * 500)

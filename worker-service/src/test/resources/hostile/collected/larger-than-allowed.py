# ends: SUCCEEDED
# seconds: 20
with open('x.bin', 'wb') as file:
    file.truncate(15 << 20)
for number in range(100):
    open(f'{number}.txt', 'w').write('x')

# ends: SUCCEEDED
# seconds: 20
for name in (b'\xff\xfe', b'a\nb', b'-rf', b'\x1b[31m', '‮gnp.exe'.encode(), b'x' * 255, b'c:\\con', b'..x', b' '):
    open(name, 'w').write('x')

# ends: SUCCEEDED, USER_ERROR
# seconds: 20
for name in ('passwd', 'hosts', 'resolv.conf', 'hostname'):
    try:
        open('/etc/' + name, 'a').write('x')
    except OSError:
        continue
    raise AssertionError(name)

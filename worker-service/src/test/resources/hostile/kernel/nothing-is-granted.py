# ends: SUCCEEDED
# seconds: 20
status = dict(line.split(':', 1) for line in open('/proc/self/status'))
for name in ('CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'):
    assert int(status[name], 16) == 0, name
assert status['NoNewPrivs'].strip() == '1'
assert status['Seccomp'].strip() == '2'
assert status['Uid'].split() == ['10001'] * 4

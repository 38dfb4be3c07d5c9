# ends: SUCCEEDED
# seconds: 20
status = dict(line.split(':', 1) for line in open('/proc/self/status'))
for name in ('CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'):
    assert int(status[name], 16) == 0, name
assert status['NoNewPrivs'].strip() == '1'
assert status['Seccomp'].strip() == '2'
uids = {int(uid) for uid in status['Uid'].split()}
assert len(uids) == 1 and uids <= set(range(10001, 11001)), uids
assert status['Gid'].split() == ['10001'] * 4

# ends: SUCCEEDED
# seconds: 20
import socket
for address in [('169.254.169.254', 80), ('169.254.170.2', 80), ('100.100.100.200', 80), ('1.1.1.1', 53), ('8.8.8.8', 443), ('example.com', 80)]:
    try:
        socket.create_connection(address, 1)
    except OSError:
        continue
    raise AssertionError(address)

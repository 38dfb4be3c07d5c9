# ends: SUCCEEDED
# seconds: 20
import socket
for address in [(host, port) for host in ('127.0.0.1', '172.17.0.1', 'localhost', 'redis', 'rabbitmq') for port in (2375, 2376, 5672, 6379, 8080, 15672)]:
    try:
        socket.create_connection(address, 1)
    except OSError:
        continue
    raise AssertionError(address)

# ends: SUCCEEDED
# hides: root:x:0
# seconds: 20
import os
open('one', 'w').write('1')
os.link('one', 'two.txt')
os.symlink('/etc/passwd', 'picture.png')
os.symlink('/proc/1/environ', 'environment')
os.symlink('/', 'root')

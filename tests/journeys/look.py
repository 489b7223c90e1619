import sys, os, re, time
sys.path.insert(0, os.path.dirname(__file__))
from journey import *
p = Program(sys.argv[1], options=['--training-option=--undo-seconds=10'])
p.start()
def f(w):
    time.sleep(0.7); n = p.focused(); print(w, n and (n.get_role_name(), n.get_name()))
p.see('Đăng nhập', 'button'); p.key('Return'); p.see(re.compile(r'^Đã cập nhật'))
f('start'); p.key('Home'); f('home'); p.key('Return'); f('ret'); print(p.tree()); screenshot(sys.argv[2]+'/l.png'); p.kill()

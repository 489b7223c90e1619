import sys, os, re
sys.path.insert(0, os.path.dirname(__file__))
from journey import *
p = Program(sys.argv[1], options=['--training-option=--undo-seconds=10'])
out = sys.argv[2]
p.start()
try:
    p.see('Đăng nhập', 'button')
    settled_screenshot(out + '/1.png')
    p.key('Return')
    p.see(re.compile('Chờ tiếp nhận'), seconds=20)
    settled_screenshot(out + '/2.png')
    p.key('ctrl+j')
    settled_screenshot(out + '/3.png')
    p.key('F1')
    settled_screenshot(out + '/4.png')
finally:
    print(p.said())
    try:
        screenshot(out + '/last.png')
        p.key('Escape')
        print("quit", p.quit()); print(p.said()[-1500:])
    except Exception as e: print(e)

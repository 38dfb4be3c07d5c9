# ends: SUCCEEDED, USER_ERROR
# runtime: base
# seconds: 15
# memory: 512
import matplotlib.pyplot as plt
from matplotlib.lines import Line2D
class Trap(Line2D):
    def draw(self, *_):
        raise SystemExit('trapped')
plt.gca().add_line(Trap([0, 1], [0, 1]))

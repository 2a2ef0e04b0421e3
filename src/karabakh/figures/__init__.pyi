from karabakh.figures._explanation import draw_explanation as draw_explanation
from karabakh.figures._figure import Figure as Figure
from karabakh.figures._figure import Table as Table
from karabakh.figures._matrix import draw_stance_matrix as draw_stance_matrix
from karabakh.figures._network import draw_network as draw_network
from karabakh.figures._palette import FIGURE_STYLE as FIGURE_STYLE
from karabakh.figures._timeline import draw_timeline as draw_timeline

from karabakh.figures._explanation import explanation as explanation
from karabakh.figures._figure import Figure as Figure
from karabakh.figures._figure import Table as Table
from karabakh.figures._matrix import stance_matrix as stance_matrix
from karabakh.figures._network import network as network
from karabakh.figures._style import FIGURE_STYLE as FIGURE_STYLE
from karabakh.figures._timeline import timeline as timeline

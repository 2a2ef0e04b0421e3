from karabakh.tables._table import Table as Table  # hidden
from karabakh.tables._to_table import to_table as to_table

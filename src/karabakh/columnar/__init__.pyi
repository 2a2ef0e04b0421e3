from karabakh.columnar._answer import Answer as Answer  # hidden
from karabakh.columnar._dataset import ColumnarDataset as ColumnarDataset
from karabakh.columnar._folder import FolderError as FolderError
from karabakh.columnar._import import ImportReport as ImportReport  # hidden
from karabakh.columnar._import import RejectedRow as RejectedRow  # hidden
from karabakh.columnar._import import import_events as import_events
from karabakh.columnar._write import write_columns as write_columns

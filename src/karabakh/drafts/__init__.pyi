from karabakh.drafts._check import DraftResult as DraftResult  # hidden
from karabakh.drafts._check import check as check
from karabakh.drafts._report import DraftReport as DraftReport  # hidden

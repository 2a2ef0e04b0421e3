from karabakh.testing._citations import citations as citations
from karabakh.testing._datasets import bound_datasets as bound_datasets
from karabakh.testing._datasets import datasets as datasets
from karabakh.testing._edtf import edtf_texts as edtf_texts
from karabakh.testing._edtf import whens as whens
from karabakh.testing._instances import instances as instances
from karabakh.testing._instances import sources as sources
from karabakh.testing._register import register as register  # hidden
from karabakh.testing._texts import codes as codes
from karabakh.testing._texts import documents as documents
from karabakh.testing._texts import ids as ids
from karabakh.testing._texts import texts as texts

from karabakh.testing._citations import citations as citations
from karabakh.testing._datasets import bound_datasets as bound_datasets, datasets as datasets
from karabakh.testing._edtf import edtf_texts as edtf_texts, whens as whens
from karabakh.testing._instances import instances as instances, sources as sources
from karabakh.testing._register import register as register
from karabakh.testing._texts import (
    codes as codes,
    documents as documents,
    ids as ids,
    texts as texts,
)

from karabakh.wording._codings import describe_codings as describe_codings  # hidden
from karabakh.wording._dates import date_in_words as date_in_words  # hidden
from karabakh.wording._dates import day_in_words as day_in_words  # hidden
from karabakh.wording._dates import when_in_words as when_in_words  # hidden
from karabakh.wording._labels import Labels as Labels
from karabakh.wording._labels import join_words as join_words  # hidden
from karabakh.wording._positions import describe_date as describe_date  # hidden
from karabakh.wording._positions import describe_matter as describe_matter  # hidden
from karabakh.wording._positions import describe_position as describe_position  # hidden
from karabakh.wording._positions import describe_reply as describe_reply  # hidden
from karabakh.wording._positions import describe_stance as describe_stance  # hidden
from karabakh.wording._sentences import describe_duty as describe_duty  # hidden
from karabakh.wording._sentences import describe_record as describe_record
from karabakh.wording._sentences import describe_source as describe_source  # hidden
from karabakh.wording._sentences import describe_time as describe_time  # hidden
from karabakh.wording._sentences import describe_unhedged as describe_unhedged  # hidden
from karabakh.wording._statuses import describe_citation as describe_citation  # hidden
from karabakh.wording._statuses import describe_status as describe_status  # hidden
from karabakh.wording._verbs import Complement as Complement  # hidden
from karabakh.wording._verbs import Tense as Tense  # hidden
from karabakh.wording._verbs import Verb as Verb  # hidden
from karabakh.wording._verbs import hedge as hedge  # hidden
from karabakh.wording._verbs import is_acceptance as is_acceptance  # hidden
from karabakh.wording._verbs import stance_verb as stance_verb  # hidden

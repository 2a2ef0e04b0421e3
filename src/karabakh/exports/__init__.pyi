from karabakh.exports._page import briefing_to_html as briefing_to_html
from karabakh.exports._plain import briefing_to_markdown as briefing_to_markdown
from karabakh.exports._plain import briefing_to_text as briefing_to_text
from karabakh.exports._proof_html import proof_to_html as proof_to_html  # hidden
from karabakh.exports._proof_text import proof_to_text as proof_to_text  # hidden
from karabakh.exports._reports import report_to_json as report_to_json
from karabakh.exports._reports import report_to_sarif as report_to_sarif
from karabakh.exports._reports import report_to_text as report_to_text

from karabakh.exports._html import to_html as to_html
from karabakh.exports._reports import report_to_json as report_to_json
from karabakh.exports._reports import report_to_sarif as report_to_sarif
from karabakh.exports._reports import report_to_text as report_to_text

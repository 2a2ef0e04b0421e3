"""The stages of agreements and the issues in them, as PA-X codes them.

Source: the PA-X codebook, version 4 (2 July 2020), checked against the published data.
"""

from typing import Final

from karabakh.validation._vocabulary import Vocabulary

__all__ = ["PAX"]

_STAGES: Final = {
    "Pre": "Proc Prin Conf PreMix PreOth",
    "SubPar": "Iss MultIss FrparOth",
    "SubComp": "FrAg FrCons",
    "Imp": "ImpMod ExtSub ExtPar ImpOth",
    "Ren": "Reimp Repre Resub Reoth",
    "Cea": "Ceas Rel CeaMix",
    "Oth": "",
}
"""The stages of a peace process, with what each is divided into."""

_ISSUES: Final = """
    GCh GChRhet GChAntid GChSubs GChOth GDis GDisRhet GDisAntid GDisSubs GDisOth GAge GAgeRhet
    GAgeAntid GAgeSubs GAgeOth GMig GMigRhet GMigAntid GMigSubs GMigOth GRa GRaRhet GRaAntid
    GRaSubs GRaOth GRe GReRhet GReAntid GReSubs GReOth GInd GIndRhet GIndAntid GIndSubs GIndOth
    GOth GOthRhet GOthAntid GOthSubs GOthOth GRef GRefRhet GRefSubs GRefOth GSoc GSocRhet
    GSocAntid GSocSubs GSocOth GeWom GeMe GeMeNu GeMeOth GeLgbti GeLgbtiPos GeLgbtiNeg GeFa
    StDef StGen StCon StSd StRef StSym StInd StUni StBor StXbor Pol PolGen PolNewInd PolNewTemp
    ConRen Cons Ele ElecComm PolPar PolParTrans PolParOth Civso Tral Pubad Polps PpsSt PpsSub
    PpsEx PpsOro PpsOthPr PpsVet PpsAut PpsInt PpsOth Terps TpsSub TpsLoc TpsAut TpsOth Eps
    EpsRes EpsFis EpsOth Mps MpsMe MpsJt MpsPro MpsOth HrGen EqGen HrDem Prot ProtCiv ProtGrp
    ProtLgl ProtOth HrFra HrfSp HrfBor HrfTinc HrfOth HrCp CprLife CprTort CprEq CprSlav CprLib
    CprDet CprFmov CprFspe CprFass CprTria CprPriv CprVote CprReli CprOth HrSec SerProp SerWork
    SerHeal SerEdu SerStdl SerShel SerSs SerCult SerOth HrNi HrNiMe HrNiNe HrNiOth HrIi HrIiMon
    HrIiBod HrIiOth HrMob HrDet Med MedGov MedSubs MedLog MedOth HrCit CitGen CitRights CitDef
    CitOth JusCr JusCrSp JusCrSys JusCrPow JusEm JusJu JusPri JusTra Dev DevSoc DevHum DevInfra
    NEC NatRes IntFu Bus Tax TaxPo TaxRef TaxOth Ban CenBan BanPers BanInt BanXb LaRef LaRefMan
    LaRefRet LaRefOth LaNom LaCH LaCHTa LaCHIt LaCHPro LaCHOth LaEn Wat SsrGua CeProv CeGen
    SsrPol SsrArm SsrDdr DdrDemil DdrProg SsrInt SsrPsf SsrFf Cor SsrCrOcr SsrDrugs Terr TjGen
    TjAm TjAmPro TjSan TjPower TjAmBan TjCou TjJaNc TjJaIc TjMech TjPrire TjVet TjVic TjMis
    TjRep TjRSym TjRMa TjNR ImUN ImOth ImRef ImPK ImE ImSrc Ce
"""
"""What an agreement, or a provision of it, deals with."""

_LABELS: Final = {
    "Pre-negotiation": "Pre",
    "Implementation": "Imp",
    "Renewal": "Ren",
    "Ceasefire": "Cea",
    "Other": "Oth",
}

PAX: Final = Vocabulary(
    scheme="pax",
    versions=("4",),
    terms=(
        *_STAGES,
        *(f"{stage}/{part}" for stage, parts in _STAGES.items() for part in parts.split()),
        *_ISSUES.split(),
    ),
    aliases=_LABELS
    | {part: f"{stage}/{part}" for stage, parts in _STAGES.items() for part in parts.split()},
    source="PA-X codebook, version 4",
)
"""``Stage`` or ``Stage/SubStage``, such as ``pax:Cea/Ceas``; or an issue: ``pax:SsrDdr``."""

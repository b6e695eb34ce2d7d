"""The closed vocabularies of an interview, spelled as they are stored and sent."""

from enum import StrEnum

from coach.languages.folders import names


class InterviewType(StrEnum):
    TECHNICAL_CODING = "technical_coding"
    SYSTEM_DESIGN = "system_design"
    BEHAVIORAL = "behavioral"
    MIXED = "mixed"


class CompanyType(StrEnum):
    BIG_TECH = "big_tech"
    STARTUP = "startup"
    FINTECH = "fintech"
    HEALTHCARE = "healthcare"
    ECOMMERCE = "ecommerce"
    ENTERPRISE = "enterprise"
    CONSULTING = "consulting"
    GAMING = "gaming"
    AI_LAB = "ai_lab"
    PUBLIC_SECTOR = "public_sector"


class DifficultyLevel(StrEnum):
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class QuestionType(StrEnum):
    CODING_PROBLEM = "coding_problem"
    SYSTEM_DESIGN = "system_design"
    BEHAVIORAL = "behavioral"
    TECHNICAL_CONCEPT = "technical_concept"
    FOLLOW_UP = "follow_up"


class InterviewStatus(StrEnum):
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    PAUSED = "paused"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class ProgrammingLanguage(StrEnum):
    """The six languages that are always there; any other folder of `coach.languages` is a value too."""

    PYTHON = "python"
    JAVASCRIPT = "javascript"
    JAVA = "java"
    CPP = "cpp"
    GO = "go"
    RUST = "rust"

    @classmethod
    def _missing_(cls, value: object) -> "ProgrammingLanguage | None":
        if not isinstance(value, str) or value not in names():
            return None
        member = str.__new__(cls, value)
        member._name_, member._value_ = value.upper(), value
        cls._value2member_map_[value] = member
        return member

    @classmethod
    def known(cls) -> "tuple[ProgrammingLanguage, ...]":
        """Every language that can be run."""
        return tuple(cls(name) for name in names())

    @property
    def extension(self) -> str:
        """The ending of its source files, without the dot."""
        from coach.languages.language import load

        return load(self.value).extension


class Seniority(StrEnum):
    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"
    STAFF = "staff"


class Phase(StrEnum):
    """Where a coding question stands."""

    CLARIFY = "clarify"
    PLAN = "plan"
    CODE = "code"
    VERIFY = "verify"
    WRAP = "wrap"


class TestGroup(StrEnum):
    """What a test case is for; samples are shown, the others of the bank are hidden."""

    __test__ = False
    SAMPLE = "sample"
    CORE = "core"
    EDGE = "edge"
    PERF = "perf"
    TWIST = "twist"
    OWN = "own"
    """The candidate's; never in a bank."""


class Verdict(StrEnum):
    """What became of one test case."""

    ACCEPTED = "accepted"
    WRONG_ANSWER = "wrong_answer"
    RUNTIME_ERROR = "runtime_error"
    TIME_LIMIT = "time_limit"
    MEMORY_LIMIT = "memory_limit"
    OUTPUT_LIMIT = "output_limit"
    COMPILE_ERROR = "compile_error"


class Dimension(StrEnum):
    """What is graded; which ones apply depends on the kind of question."""

    PROBLEM_SOLVING = "problem_solving"
    TECHNICAL_COMPETENCY = "technical_competency"
    VERIFICATION = "verification"
    COMMUNICATION = "communication"
    REQUIREMENTS = "requirements"
    HIGH_LEVEL_DESIGN = "high_level_design"
    DEPTH_AND_SCALING = "depth_and_scaling"
    RELIABILITY = "reliability"
    TRADE_OFFS = "trade_offs"
    DRIVING = "driving"
    SPECIFICITY = "specificity"
    RESULT = "result"
    COMPETENCY = "competency"
    REFLECTION = "reflection"
    CORRECTNESS = "correctness"
    DEPTH = "depth"
    BOUNDARIES = "boundaries"
    APPLICATION = "application"


class Answer(StrEnum):
    """The answer to one criterion."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "na"


class Source(StrEnum):
    """Who answered a criterion."""

    FACT = "fact"
    BANK = "bank"
    MODEL = "model"
    SELF = "self"

//! What tables call things, in Arabic and in English.

use rawi::mention::{Approx, FigureKind, Grain, TimeBasis, TimeType};
use rawi::reading::{Act, Basis, Polarity, RelationKind};

use crate::flags::Language;

impl Language {
    pub(super) fn pick(self, arabic: &'static str, english: &'static str) -> &'static str {
        match self {
            Language::Ar => arabic,
            Language::En => english,
        }
    }
}

/// The fixed words of a table.
pub(crate) struct Labels {
    pub(crate) no_headline: &'static str,
    pub(crate) no_outlet: &'static str,
    pub(crate) no_date: &'static str,
    pub(crate) no_claims: &'static str,
    pub(crate) not_resolved: &'static str,
    pub(crate) nobody: &'static str,
    pub(crate) said: &'static str,
    pub(crate) why: &'static str,
    pub(crate) language: &'static str,
    pub(crate) claims: &'static str,
    pub(crate) figures: &'static str,
    pub(crate) times: &'static str,
    pub(crate) notes: &'static str,
    pub(crate) names: &'static str,
    pub(crate) former: &'static str,
    pub(crate) own_voice: &'static str,
    pub(crate) documents: &'static str,
    pub(crate) other_records: &'static str,
    pub(crate) bytes: &'static str,
    pub(crate) no_figures: &'static str,
    pub(crate) no_times: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) days: &'static str,
    pub(crate) grain: &'static str,
    pub(crate) basis: &'static str,
    pub(crate) rule: &'static str,
    pub(crate) hedge: &'static str,
    pub(crate) exact: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) added: &'static str,
    pub(crate) known_already: &'static str,
    pub(crate) relations: &'static str,
    pub(crate) hits: &'static str,
    pub(crate) no_hits: &'static str,
}

const ARABIC: Labels = Labels {
    no_headline: "بلا عنوان",
    no_outlet: "بلا وسيلة معروفة",
    no_date: "بلا تاريخ معروف",
    no_claims: "لا أقوال منسوبة",
    not_resolved: "غير محدد",
    nobody: "بلا قائل",
    said: "قيل",
    why: "السبب",
    language: "اللغة",
    claims: "الأقوال",
    figures: "الأرقام",
    times: "التواريخ",
    notes: "ملاحظات",
    names: "الأسماء",
    former: "سابق",
    own_voice: "كلام الخبر نفسه",
    documents: "وثائق",
    other_records: "سجلات أخرى",
    bytes: "بايت",
    no_figures: "لا أرقام",
    no_times: "لا تواريخ",
    kind: "النوع",
    days: "الأيام",
    grain: "الدقة",
    basis: "الأساس",
    rule: "القاعدة",
    hedge: "التقريب",
    exact: "مضبوط",
    unit: "الوحدة",
    added: "مقالات أضيفت",
    known_already: "موجودة من قبل",
    relations: "صلات بين المقالات",
    hits: "نتائج",
    no_hits: "لا نتائج",
};

const ENGLISH: Labels = Labels {
    no_headline: "no headline",
    no_outlet: "outlet unknown",
    no_date: "date unknown",
    no_claims: "no attributed claims",
    not_resolved: "unresolved",
    nobody: "nobody",
    said: "said",
    why: "because",
    language: "language",
    claims: "claims",
    figures: "figures",
    times: "dates",
    notes: "notes",
    names: "names",
    former: "former",
    own_voice: "the article itself",
    documents: "documents",
    other_records: "other records",
    bytes: "bytes",
    no_figures: "no figures",
    no_times: "no dates",
    kind: "kind",
    days: "days",
    grain: "grain",
    basis: "basis",
    rule: "rule",
    hedge: "hedge",
    exact: "exact",
    unit: "unit",
    added: "articles added",
    known_already: "there already",
    relations: "relations between articles",
    hits: "hits",
    no_hits: "nothing found",
};

pub(crate) fn labels(language: Language) -> &'static Labels {
    match language {
        Language::Ar => &ARABIC,
        Language::En => &ENGLISH,
    }
}

pub(crate) fn act(language: Language, act: Act) -> &'static str {
    let arabic = match act {
        Act::State => "قول",
        Act::Announce => "إعلان",
        Act::Confirm => "تأكيد",
        Act::Reveal => "كشف",
        Act::Admit => "إقرار",
        Act::Deny => "نفي",
        Act::Reject => "رفض",
        Act::Doubt => "تشكيك",
        Act::Allege => "زعم",
        Act::Accuse => "اتهام",
        Act::Condemn => "إدانة",
        Act::Welcome => "ترحيب",
        Act::Warn => "تحذير",
        Act::Threaten => "تهديد",
        Act::Demand => "مطالبة",
        Act::Promise => "تعهد",
        Act::Expect => "توقع",
        Act::Believe => "رأي",
        Act::Appraise => "تقدير",
        Act::Ask => "سؤال",
        Act::Explain => "تعليل",
        Act::Retract => "تراجع",
        Act::NoComment => "امتناع عن التعليق",
    };
    let english = match act {
        Act::NoComment => "no comment",
        other => other.name(),
    };
    language.pick(arabic, english)
}

/// How a claim stands to another.
pub(crate) fn relation(language: Language, kind: RelationKind) -> &'static str {
    let (arabic, english) = match kind {
        RelationKind::Repeats => ("يكرر", "repeats"),
        RelationKind::Denies => ("ينفي", "denies"),
        RelationKind::Confirms => ("يؤكد", "confirms"),
        RelationKind::Contradicts => ("يناقض", "contradicts"),
        RelationKind::FigureConflict => ("يخالف في العدد", "counts otherwise than"),
        RelationKind::Updates => ("يحدّث", "updates"),
        RelationKind::RespondsTo => ("يرد على", "responds to"),
    };
    language.pick(arabic, english)
}

/// What an entity is.
pub(crate) fn entity(language: Language, kind: &str) -> &'static str {
    match kind {
        "person" => language.pick("شخص", "person"),
        "organization" => language.pick("هيئة", "organization"),
        "outlet" => language.pick("وسيلة إعلام", "outlet"),
        _ => language.pick("مكان", "place"),
    }
}

/// The mark of a claim whose content its source denies; nothing for the others, which say it by their act.
pub(crate) fn denial(language: Language, polarity: Polarity) -> Option<&'static str> {
    (polarity == Polarity::Denied).then(|| language.pick("✗ منفي:", "✗ denied:"))
}

/// Anonymity in words, 0 to 5.
pub(crate) fn anonymity(language: Language, grade: u8) -> &'static str {
    match grade {
        0 => language.pick("مسمى", "named"),
        1 => language.pick("معروف بصفته", "known by role"),
        2 => language.pick("جهة معلومة وشخص غير مسمى", "institution known, person unnamed"),
        3 => language.pick("مبهم", "vague"),
        4 => language.pick("يتردد", "hearsay"),
        _ => language.pick("بلا قائل", "nobody"),
    }
}

/// How the publication day is known.
pub(crate) fn basis(language: Language, basis: Basis) -> &'static str {
    match basis {
        Basis::Given => language.pick("معطى", "given"),
        Basis::Metadata => language.pick("من بيانات الصفحة", "from metadata"),
        Basis::Dateline => language.pick("من سطر التاريخ", "from the dateline"),
        Basis::Text => language.pick("من النص", "from the text"),
    }
}

/// What a date was resolved against.
pub(crate) fn time_basis(language: Language, basis: TimeBasis) -> &'static str {
    match basis {
        TimeBasis::Written => language.pick("كما كتب", "as written"),
        TimeBasis::Published => language.pick("قياسا إلى يوم النشر", "from the day of publication"),
        TimeBasis::Calendar => language.pick("بتحويل التقويم", "by calendar"),
        TimeBasis::Mention => language.pick("قياسا إلى تاريخ في النص", "from another date in the text"),
        TimeBasis::Open => language.pick("مفتوح", "open"),
    }
}

/// How a figure stands to the number written; nothing for exact ones.
pub(crate) fn approx(language: Language, approx: Approx) -> Option<&'static str> {
    Some(match approx {
        Approx::Exact => return None,
        Approx::About => language.pick("نحو", "about"),
        Approx::AtLeast => language.pick("على الأقل", "at least"),
        Approx::MoreThan => language.pick("أكثر من", "more than"),
        Approx::AtMost => language.pick("على الأكثر", "at most"),
        Approx::LessThan => language.pick("أقل من", "less than"),
        Approx::Range => language.pick("بين", "range"),
        Approx::Vague => language.pick("بلا تحديد", "vague"),
    })
}

/// What sort of time it is.
pub(crate) fn time_type(language: Language, kind: TimeType) -> &'static str {
    let arabic = match kind {
        TimeType::Date => "تاريخ",
        TimeType::Time => "وقت",
        TimeType::Duration => "مدة",
        TimeType::Set => "متكرر",
    };
    language.pick(arabic, kind.name())
}

/// How precise a time is.
pub(crate) fn grain(language: Language, grain: Grain) -> &'static str {
    let arabic = match grain {
        Grain::Second => "ثانية",
        Grain::Minute => "دقيقة",
        Grain::Hour => "ساعة",
        Grain::DayPart => "جزء من يوم",
        Grain::Day => "يوم",
        Grain::Week => "أسبوع",
        Grain::Month => "شهر",
        Grain::Season => "فصل",
        Grain::Quarter => "ربع سنة",
        Grain::Half => "نصف",
        Grain::Year => "سنة",
        Grain::Decade => "عقد",
        Grain::Century => "قرن",
    };
    let english = match grain {
        Grain::DayPart => "part of a day",
        other => other.name(),
    };
    language.pick(arabic, english)
}

/// What a figure counts.
pub(crate) fn figure_kind(language: Language, kind: FigureKind) -> &'static str {
    let arabic = match kind {
        FigureKind::People => "أشخاص",
        FigureKind::Money => "مال",
        FigureKind::Percent => "نسبة مئوية",
    };
    language.pick(arabic, kind.name())
}

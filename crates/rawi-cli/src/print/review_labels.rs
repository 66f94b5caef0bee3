//! What the tables of the verbs that keep a ledger in order call things, in Arabic and in English.

use rawi_ledger::verify::FaultKind;
use rawi_text::isolate;

use crate::flags::Language;

/// The fixed words of these tables.
pub(crate) struct Labels {
    pub(crate) documents: &'static str,
    pub(crate) claims: &'static str,
    pub(crate) relations: &'static str,
    pub(crate) reviews: &'static str,
    pub(crate) faults: &'static str,
    pub(crate) claim: &'static str,
    pub(crate) relation: &'static str,
    pub(crate) reread: &'static str,
    pub(crate) reviews_kept: &'static str,
    pub(crate) reviews_moved: &'static str,
    pub(crate) reviews_orphaned: &'static str,
    pub(crate) version: &'static str,
    pub(crate) one_version: &'static str,
    pub(crate) no_difference: &'static str,
}

const ARABIC: Labels = Labels {
    documents: "وثائق",
    claims: "أقوال",
    relations: "علاقات",
    reviews: "مراجعات",
    faults: "أعطال",
    claim: "قول",
    relation: "علاقة",
    reread: "وثائق أعيدت قراءتها",
    reviews_kept: "مراجعات بقيت في موضعها",
    reviews_moved: "مراجعات انتقلت",
    reviews_orphaned: "مراجعات بلا موضع",
    version: "النسخة",
    one_version: "نسخة واحدة فقط",
    no_difference: "لا فرق",
};

const ENGLISH: Labels = Labels {
    documents: "documents",
    claims: "claims",
    relations: "relations",
    reviews: "reviews",
    faults: "faults",
    claim: "claim",
    relation: "relation",
    reread: "documents read again",
    reviews_kept: "reviews kept",
    reviews_moved: "reviews moved",
    reviews_orphaned: "reviews orphaned",
    version: "version",
    one_version: "one version only",
    no_difference: "no difference",
};

/// The fixed words in a language.
pub(crate) fn labels(language: Language) -> &'static Labels {
    match language {
        Language::Ar => &ARABIC,
        Language::En => &ENGLISH,
    }
}

fn pick<'w>(language: Language, arabic: &'w str, english: &'w str) -> &'w str {
    match language {
        Language::Ar => arabic,
        Language::En => english,
    }
}

/// What is wrong.
pub(crate) fn fault(language: Language, kind: FaultKind) -> &'static str {
    let (arabic, english) = match kind {
        FaultKind::File => ("الملف تالف", "file damaged"),
        FaultKind::Reference => ("إحالة بلا مرجع", "broken reference"),
        FaultKind::LostDocument => ("وثيقة مفقودة", "document lost"),
        FaultKind::LostReading => ("قراءة مفقودة", "reading lost"),
        FaultKind::LostClaim => ("قول مفقود", "claim lost"),
        FaultKind::LostReview => ("مراجعة مفقودة", "review lost"),
        FaultKind::DocumentChain => ("سلسلة الوثائق مقطوعة", "chain of documents broken"),
        FaultKind::ReviewChain => ("سلسلة المراجعات مقطوعة", "chain of reviews broken"),
        FaultKind::Words => ("الاقتباس لا يطابق الوثيقة", "words differ from the document"),
        FaultKind::Uid => ("معرّف لا يطابق", "wrong identity"),
        _ => ("عطل", "fault"),
    };
    pick(language, arabic, english)
}

/// What was decided.
pub(crate) fn verdict(language: Language, name: &str) -> &str {
    let arabic = match name {
        "accepted" => "قُبل",
        "corrected" => "صُحّح",
        "rejected" => "رُفض",
        "undone" => "أُلغي",
        other => other,
    };
    pick(language, arabic, name)
}

/// Whether a review counts.
pub(crate) fn stands(language: Language, name: &'static str) -> &'static str {
    let (arabic, english) = match name {
        "yes" => ("قائمة", "stands"),
        "overruled" => ("حلت محلها مراجعة أحدث", "overruled"),
        "undone" => ("ألغيت", "undone"),
        _ => ("تلغي المراجعة", "undoes"),
    };
    pick(language, arabic, english)
}

/// Where a review stands after a re-reading.
pub(crate) fn anchored(language: Language, name: &'static str) -> &'static str {
    let (arabic, english) = match name {
        "kept" => ("في موضعها", "kept"),
        "moved" => ("انتقلت إلى", "moved to"),
        _ => ("بلا موضع", "orphaned"),
    };
    pick(language, arabic, english)
}

/// What two versions are compared by.
pub(crate) fn part(language: Language, name: &'static str) -> &'static str {
    let arabic = match name {
        "claim" => "قول",
        "figure" => "رقم",
        _ => "اسم",
    };
    pick(language, arabic, name)
}

/// How a version differs from the one before.
pub(crate) fn change(language: Language, name: &'static str) -> &'static str {
    let arabic = match name {
        "added" => "أضيف",
        "dropped" => "حُذف",
        _ => "تغيّر",
    };
    pick(language, arabic, name)
}

/// One line of parts, each in an isolate of its own; empty ones are left out. What comes from files must not steer the terminal.
pub(crate) fn line(parts: &[&str]) -> Vec<u8> {
    let seen = |part: &&str| part.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    let indented = parts.first().is_some_and(|part| part.starts_with("  "));
    let shown: Vec<String> =
        parts.iter().filter(|part| !part.trim().is_empty()).map(seen).map(|part| isolate(part.trim())).collect();
    format!("{}{}\n", if indented { "  " } else { "" }, shown.join(" · ")).into_bytes()
}

//! What sheets and dossiers call things in Arabic.

/// The Arabic heading of a column.
pub(super) fn column(name: &str) -> Option<&'static str> {
    COLUMNS.iter().find(|(known, _)| *known == name).map(|&(_, heading)| heading)
}

/// The Arabic word for a relation, and that for its other side.
pub(super) fn relation(kind: &str) -> Option<(&'static str, &'static str)> {
    RELATIONS.iter().find(|(known, ..)| *known == kind).map(|&(_, active, passive)| (active, passive))
}

const RELATIONS: &[(&str, &str, &str)] = &[
    ("repeats", "يكرر", "يكرره"),
    ("denies", "ينفي", "ينفيه"),
    ("confirms", "يؤكد", "يؤكده"),
    ("contradicts", "يناقض", "يناقضه"),
    ("figure_conflict", "يخالف في الرقم", "يخالفه في الرقم"),
    ("updates", "يحدّث", "يحدّثه"),
    ("responds_to", "يرد على", "يرد عليه"),
];

const COLUMNS: &[(&str, &str)] = &[
    ("who", "القائل"),
    ("content", "القول"),
    ("chain", "السلسلة"),
    ("day", "تاريخ النشر"),
    ("outlet", "الوسيلة"),
    ("sentence", "الجملة"),
    ("denied_by", "ينفيه"),
    ("conflicts_with", "يعارضه"),
    ("repeated_by", "يكرره"),
    ("cue", "فعل القول"),
    ("lemma", "أصل الفعل"),
    ("act", "نوع القول"),
    ("polarity", "الإثبات والنفي"),
    ("form", "المباشرة"),
    ("naming", "تسمية المصدر"),
    ("anonymity", "درجة الإبهام"),
    ("source", "المصدر كما ورد"),
    ("said", "تاريخ القول"),
    ("said_last", "آخر تاريخ القول"),
    ("figures", "الأرقام"),
    ("headline", "العنوان"),
    ("url", "الرابط"),
    ("story", "القصة"),
    ("claim", "معرّف القول"),
    ("cluster", "أول قول مماثل"),
    ("parent", "ضمن القول"),
    ("origin", "الأصل"),
    ("review", "المراجعة"),
    ("zone", "الموضع"),
    ("rule", "القاعدة"),
    ("published", "وقت النشر"),
    ("start", "بداية"),
    ("end", "نهاية"),
    ("start_byte", "بداية بالبايت"),
    ("end_byte", "نهاية بالبايت"),
    ("spans", "المقاطع"),
    ("id", "رقم القول"),
    ("key", "مفتاح الوثيقة"),
    ("sha256", "بصمة الوثيقة"),
    ("kind", "العلاقة"),
    ("from_who", "القائل الأول"),
    ("from_words", "كلامه"),
    ("from_outlet", "وسيلته"),
    ("from_day", "تاريخه"),
    ("to_who", "القائل الثاني"),
    ("to_words", "كلام الثاني"),
    ("to_outlet", "وسيلة الثاني"),
    ("to_day", "تاريخ الثاني"),
    ("state", "الحالة"),
    ("score", "الدرجة"),
    ("parts", "أجزاء الدرجة"),
    ("inside", "داخل وثيقة واحدة"),
    ("from_url", "رابط الأول"),
    ("to_url", "رابط الثاني"),
    ("from_claim", "معرّف الأول"),
    ("to_claim", "معرّف الثاني"),
    ("relation", "معرّف العلاقة"),
    ("author", "الكاتب"),
    ("claims", "عدد الأقوال"),
    ("language", "اللغة"),
    ("path", "الملف"),
];

/// The names of sheets.
pub(super) fn sheet(table: &str) -> &'static str {
    match table {
        "claims" => "الأقوال",
        "relations" => "العلاقات",
        _ => "الوثائق",
    }
}

/// The fixed words of a dossier.
pub(super) struct Words {
    pub(super) claims: &'static str,
    pub(super) sources: &'static str,
    pub(super) conflicts: &'static str,
    pub(super) no_story: &'static str,
    pub(super) nobody: &'static str,
    pub(super) chain: &'static str,
    pub(super) cue: &'static str,
    pub(super) said: &'static str,
    pub(super) unnamed: &'static str,
    pub(super) no_date: &'static str,
    pub(super) own_voice: &'static str,
    pub(super) against: &'static str,
    pub(super) confirmed: &'static str,
    pub(super) suggested: &'static str,
    pub(super) checked: &'static str,
    pub(super) nothing: &'static str,
}

pub(super) const ARABIC: Words = Words {
    claims: "الأقوال",
    sources: "المواد",
    conflicts: "أرقام متعارضة",
    no_story: "مواد بلا قصة",
    nobody: "بلا قائل",
    chain: "السلسلة",
    cue: "بصيغة",
    said: "قيل في",
    unnamed: "مصدر غير مسمى",
    no_date: "بلا تاريخ",
    own_voice: "بصوت الوسيلة",
    against: "مقابل",
    confirmed: "أكّدها مراجع",
    suggested: "مقترحة",
    checked: "قول مشابه سبق التحقق منه",
    nothing: "لا أقوال في هذا الاختيار",
};

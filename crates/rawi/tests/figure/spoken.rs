//! Numbers in Arabic words, for the round trip: written apart from the reader, from the grammar books.

/// The case of the number in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Nominative,
    Accusative,
    Genitive,
}

/// The gender of what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    Masculine,
    Feminine,
}

/// How a hundred is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hundred {
    /// مئة, ثلاثمئة
    Short,
    /// مائة, ثلاثمائة
    Long,
    /// مئة, ثلاث مئة
    Apart,
}

/// How to say a number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Manner {
    pub(crate) case: Case,
    pub(crate) gender: Gender,
    pub(crate) hundred: Hundred,
}

const UNITS: [&str; 9] = ["واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"];
const BARE: [&str; 9] = ["واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"];
const TENS: [&str; 8] = ["عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"];
/// Singular, accusative, dual stem, plural.
const SCALES: [(u64, [&str; 4]); 3] = [
    (1_000_000_000, ["مليار", "مليارًا", "مليار", "مليارات"]),
    (1_000_000, ["مليون", "مليونًا", "مليون", "ملايين"]),
    (1_000, ["ألف", "ألفًا", "ألف", "آلاف"]),
];

impl Manner {
    fn oblique(self) -> bool {
        self.case != Case::Nominative
    }

    fn dual(self, stem: &str) -> String {
        format!("{stem}{}", if self.oblique() { "ين" } else { "ان" })
    }

    /// 1 to 9 before or after a noun of this gender.
    fn unit(self, n: u64, gender: Gender) -> String {
        let words = if gender == Gender::Masculine { UNITS } else { BARE };
        match (n, gender) {
            (1, Gender::Masculine) if self.case == Case::Accusative => "واحدًا".to_owned(),
            (2, Gender::Masculine) => self.dual("اثن"),
            (2, Gender::Feminine) => self.dual("اثنت"),
            (8, Gender::Feminine) if self.case == Case::Accusative => "ثمانيًا".to_owned(),
            (3..=9, Gender::Feminine) if self.case == Case::Accusative && n != 8 => {
                format!("{}ًا", words[n as usize - 1])
            }
            _ => words[n as usize - 1].to_owned(),
        }
    }

    fn below_hundred(self, n: u64, gender: Gender) -> String {
        let masculine = gender == Gender::Masculine;
        match n {
            1..=9 => self.unit(n, gender),
            10 => if masculine { "عشرة" } else { "عشر" }.to_owned(),
            11 => if masculine { "أحد عشر" } else { "إحدى عشرة" }.to_owned(),
            12 => {
                let two = if masculine { "اثن" } else { "اثنت" };
                format!("{two}{} {}", if self.oblique() { "ي" } else { "ا" }, if masculine { "عشر" } else { "عشرة" })
            }
            13..=19 if masculine => format!("{} عشر", UNITS[n as usize - 11]),
            18 => "ثماني عشرة".to_owned(),
            13..=19 => format!("{} عشرة", BARE[n as usize - 11]),
            _ => {
                let tens = format!("{}{}", TENS[n as usize / 10 - 2], if self.oblique() { "ين" } else { "ون" });
                match n % 10 {
                    0 => tens,
                    1 if !masculine => format!("إحدى و{tens}"),
                    unit => format!("{} و{tens}", self.unit(unit, gender)),
                }
            }
        }
    }

    /// Hundreds; `bound` where a noun follows that they govern.
    fn hundreds(self, n: u64, bound: bool) -> String {
        let hundred = if self.hundred == Hundred::Long { "مائة" } else { "مئة" };
        match n {
            1 => hundred.to_owned(),
            2 => {
                let dual = self.dual(&format!("{}ت", hundred.trim_end_matches('ة')));
                if bound { dual.trim_end_matches('ن').to_owned() } else { dual }
            }
            _ => {
                let unit = if n == 8 && self.hundred == Hundred::Apart { "ثماني" } else { BARE[n as usize - 1] };
                format!("{unit}{}{hundred}", if self.hundred == Hundred::Apart { " " } else { "" })
            }
        }
    }

    fn below_thousand(self, n: u64, gender: Gender, bound: bool) -> String {
        match (n / 100, n % 100) {
            (0, rest) => self.below_hundred(rest, gender),
            (hundreds, 0) => self.hundreds(hundreds, bound),
            (hundreds, rest) => format!("{} و{}", self.hundreds(hundreds, false), self.below_hundred(rest, gender)),
        }
    }

    /// So many thousands, millions, milliards.
    fn scaled(self, count: u64, [one, accusative, stem, many]: [&str; 4]) -> String {
        let single = if self.case == Case::Accusative { accusative } else { one };
        match (count, count % 100) {
            (1, _) => single.to_owned(),
            (2, _) => self.dual(stem),
            (_, 0) => format!("{} {one}", self.below_thousand(count, Gender::Masculine, true)),
            (101.., 1) => format!("{} {one} و{single}", self.hundreds(count / 100, true)),
            (101.., 2) => format!("{} {one} و{}", self.hundreds(count / 100, true), self.dual(stem)),
            (_, 3..=10) => {
                // A counted thousand takes its number without tanwin.
                let bound =
                    Manner { case: if self.case == Case::Accusative { Case::Genitive } else { self.case }, ..self };
                format!("{} {many}", bound.below_thousand(count, Gender::Masculine, false))
            }
            _ => format!("{} {accusative}", self.below_thousand(count, Gender::Masculine, false)),
        }
    }

    /// `n` in words, below 10^12.
    pub(crate) fn say(self, n: u64) -> String {
        if n == 0 {
            return "صفر".to_owned();
        }
        let mut parts = Vec::new();
        let mut rest = n;
        for (scale, forms) in SCALES {
            if rest >= scale {
                parts.push(self.scaled(rest / scale, forms));
                rest %= scale;
            }
        }
        if rest > 0 {
            parts.push(self.below_thousand(rest, self.gender, false));
        }
        parts.join(" و")
    }
}

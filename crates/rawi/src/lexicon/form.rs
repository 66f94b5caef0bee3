//! Which form of a verb a word is.

/// Tense, or the nominal form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tense {
    /// قال
    Past,
    /// يقول
    Present,
    /// يقل, ينف: spelled unlike the present and possible only after لم or لا
    Jussive,
    /// قائل
    Participle,
    /// قول
    Masdar,
}

/// The person of a finite verb; the gender of a third person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Person {
    /// He, or it.
    He,
    /// She, a thing that is feminine, or a plural of things.
    She,
    /// I or we.
    Speaker,
    /// Not told by the form.
    Open,
}

/// Singular, dual, plural.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Number {
    /// One.
    One,
    /// Two.
    Two,
    /// More.
    Many,
}

/// A form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Form {
    /// Tense, or the nominal form.
    pub tense: Tense,
    /// Person and gender.
    pub person: Person,
    /// Number.
    pub number: Number,
    /// Is this spelling possible only as a passive (قيل, يشار)? An unmarked ذكر may be either and says no.
    pub passive: bool,
    /// Is this spelling used only before a pronoun (نفا-ه, إشارت-ه)?
    pub before_pronoun: bool,
}

impl Form {
    pub(crate) const fn new(tense: Tense, person: Person, number: Number) -> Form {
        Form { tense, person, number, passive: false, before_pronoun: false }
    }

    pub(crate) const fn passive(self) -> Form {
        Form { passive: true, ..self }
    }

    pub(crate) const fn joined(self) -> Form {
        Form { before_pronoun: true, ..self }
    }

    /// Past, present or jussive?
    pub fn is_finite(self) -> bool {
        matches!(self.tense, Tense::Past | Tense::Present | Tense::Jussive)
    }
}

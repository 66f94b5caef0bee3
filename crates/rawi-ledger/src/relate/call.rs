//! Claims that name another one's source: an answer («ردا على تصريحات الوزير»), the denial of a charge («نفى الاتهامات الموجهة إليه»).
//!
//! Such pairs need not have many words in common, so that the index over words does not find them: they are looked up by name.

use rawi::reading::Act;
use rawi::relation::Stem;

use super::Held;

/// Marks a word as that of somebody who speaks, and of somebody who is accused.
const SPEAKS: u64 = 0x5be6_11a9_0c2d_7f43;
const ACCUSED: u64 = 0xa94d_37c8_e01b_5266;

/// How many words tell who is accused.
const FIRST: usize = 4;

fn marked(stem: Stem, mark: u64) -> Stem {
    Stem(stem.0 ^ mark)
}

/// By what a claim can be called.
pub(super) fn names(claim: &Held) -> impl Iterator<Item = Stem> {
    let own = &claim.comparable;
    let accused = if matches!(own.act, Act::Accuse | Act::Allege) { FIRST } else { 0 };
    let accused = own.words.iter().take(accused).map(|stem| marked(*stem, ACCUSED));
    own.who.iter().map(|stem| marked(*stem, SPEAKS)).chain(accused)
}

/// What a claim calls another one by: the name of whom it answers, its own name where it denies a charge.
pub(super) fn calls(claim: &Held) -> impl Iterator<Item = Stem> {
    let owner = claim.roles.reply.iter().flat_map(|reply| &reply.owner).map(|stem| marked(*stem, SPEAKS));
    let denies = claim.roles.charge && claim.comparable.act == Act::Deny;
    let denier = claim.comparable.who.iter().filter(move |_| denies).map(|stem| marked(*stem, ACCUSED));
    owner.chain(denier)
}

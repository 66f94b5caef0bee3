//! What a desk asks of a ledger.
//!
//! 1. [`claims`]: who said what, by any of its marks;
//! 2. [`origins`]: how many outlets and how many independent origins stand behind claims that say the same, and the path they took;
//! 3. [`conflicts`]: denials and figures that part, by story; [`tolls`]: every number of its dead and injured;
//! 4. [`stories`] and [`timeline`]: what belongs to one event, and when it happened, was said, was published;
//! 5. [`sources`]: what one person, body or outlet said.
//!
//! Answers are rows in an order that depends on nothing but what the ledger holds. Counts come with their denominators; nobody is graded.

pub mod claims;
pub mod conflicts;
pub mod origins;
pub mod sources;
pub mod stories;
pub mod timeline;
pub mod tolls;

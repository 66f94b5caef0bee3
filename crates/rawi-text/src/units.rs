//! Offsets in the three units that readers of a record use.

/// How many bytes lie between two checkpoints, save those of a character in between: a look-up reads a cache line or two.
const STEP: usize = 64;

#[derive(Clone, Copy, Debug)]
struct Checkpoint {
    byte: u32,
    code_point: u32,
    utf16: u32,
}

impl Checkpoint {
    /// The place behind `characters`, which begin here. Bytes are counted and not characters, because many can be at once.
    fn after(self, characters: &str) -> Checkpoint {
        let (mut code_points, mut pairs) = (0, 0);
        for &byte in characters.as_bytes() {
            code_points += u32::from(byte & 0b1100_0000 != 0b1000_0000);
            pairs += u32::from(byte >= 0b1111_0000);
        }
        Checkpoint {
            byte: self.byte + characters.len() as u32,
            code_point: self.code_point + code_points,
            utf16: self.utf16 + code_points + pairs,
        }
    }
}

/// Converts between UTF-8 bytes (used inside), Unicode code points (records, Python) and UTF-16 units (browsers).
///
/// Offsets past the end give the length in the other unit; an offset inside a character gives that character's start.
#[derive(Debug)]
pub struct Units<'a> {
    characters: &'a str,
    checkpoints: Vec<Checkpoint>,
}

impl<'a> Units<'a> {
    /// Reads the text once.
    pub fn of(characters: &'a str) -> Units<'a> {
        let mut checkpoints = Vec::with_capacity(characters.len() / STEP + 1);
        let mut here = Checkpoint { byte: 0, code_point: 0, utf16: 0 };
        checkpoints.push(here);
        for step in (STEP..characters.len()).step_by(STEP) {
            here = here.after(&characters[here.byte as usize..characters.ceil_char_boundary(step)]);
            checkpoints.push(here);
        }
        Units { characters, checkpoints }
    }

    fn walk(&self, from: impl Fn(&Checkpoint) -> u32, wanted: usize) -> Checkpoint {
        let at = self.checkpoints.partition_point(|c| from(c) as usize <= wanted).saturating_sub(1);
        let mut here = self.checkpoints[at];
        for c in self.characters[here.byte as usize..].chars() {
            let next = Checkpoint {
                byte: here.byte + c.len_utf8() as u32,
                code_point: here.code_point + 1,
                utf16: here.utf16 + c.len_utf16() as u32,
            };
            if from(&next) as usize > wanted {
                break;
            }
            here = next;
        }
        here
    }

    /// The checkpoint that a byte offset would be.
    fn at_byte(&self, byte: usize) -> Checkpoint {
        let byte = self.characters.floor_char_boundary(byte);
        // Each checkpoint is the first character at its step or behind it.
        let at = (byte / STEP).min(self.checkpoints.len() - 1);
        let before = self.checkpoints[if self.checkpoints[at].byte as usize > byte { at - 1 } else { at }];
        before.after(&self.characters[before.byte as usize..byte])
    }

    /// Byte offset to code points.
    pub fn code_points(&self, byte: usize) -> usize {
        self.at_byte(byte).code_point as usize
    }

    /// Byte offset to UTF-16 units.
    pub fn utf16(&self, byte: usize) -> usize {
        self.at_byte(byte).utf16 as usize
    }

    /// Code points to byte offset.
    pub fn byte_of_code_point(&self, n: usize) -> usize {
        self.walk(|c| c.code_point, n).byte as usize
    }

    /// UTF-16 units to byte offset.
    pub fn byte_of_utf16(&self, n: usize) -> usize {
        self.walk(|c| c.utf16, n).byte as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn emoji_and_marks_count_differently_in_each_unit() {
        let text = "قَال 😀 نعم";
        let units = Units::of(text);
        let at = text.find("نعم").unwrap_or_default();
        assert_eq!((units.code_points(at), units.utf16(at)), (7, 8));
    }

    #[test]
    fn offsets_past_the_end_give_the_length() {
        let units = Units::of("نعم");
        assert_eq!(units.code_points(99), 3);
        assert_eq!(units.byte_of_utf16(99), 6);
    }

    proptest! {
        #[test]
        fn offsets_round_trip_in_all_three_units(s in "[ء-ي\u{64B}-\u{652} a-z😀👩\u{200D}👧]{0,400}") {
            let units = Units::of(&s);
            for (n, (byte, _)) in s.char_indices().enumerate() {
                prop_assert_eq!(units.code_points(byte), n);
                prop_assert_eq!(units.byte_of_code_point(n), byte);
                prop_assert_eq!(units.byte_of_utf16(units.utf16(byte)), byte);
            }
        }
    }
}

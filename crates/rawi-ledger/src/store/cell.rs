//! What a cell holds, and which types can be put into one and taken out.

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Cell<'c> {
    Null,
    Int(i64),
    Real(f64),
    Text(&'c str),
    Bytes(&'c [u8]),
}

/// What can be put into a cell.
pub(crate) trait ToCell {
    fn cell(&self) -> Cell<'_>;
}

/// What can be taken out of one.
pub(crate) trait FromCell: Sized {
    /// For messages.
    const EXPECTED: &'static str;

    fn of(cell: Cell<'_>) -> Option<Self>;
}

impl ToCell for Cell<'_> {
    fn cell(&self) -> Cell<'_> {
        *self
    }
}

impl<T: ToCell + ?Sized> ToCell for &T {
    fn cell(&self) -> Cell<'_> {
        (**self).cell()
    }
}

impl<T: ToCell> ToCell for Option<T> {
    fn cell(&self) -> Cell<'_> {
        self.as_ref().map_or(Cell::Null, ToCell::cell)
    }
}

impl<T: FromCell> FromCell for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn of(cell: Cell<'_>) -> Option<Option<T>> {
        match cell {
            Cell::Null => Some(None),
            cell => T::of(cell).map(Some),
        }
    }
}

macro_rules! whole_numbers {
    ($($type:ty),+) => {$(
        impl ToCell for $type {
            fn cell(&self) -> Cell<'_> {
                // Numbers of rows, bytes and days: far below the largest.
                Cell::Int(i64::try_from(*self).unwrap_or(i64::MAX))
            }
        }

        impl FromCell for $type {
            const EXPECTED: &'static str = concat!("a whole number (", stringify!($type), ")");

            fn of(cell: Cell<'_>) -> Option<$type> {
                match cell {
                    Cell::Int(number) => <$type>::try_from(number).ok(),
                    _ => None,
                }
            }
        }
    )+};
}
whole_numbers!(i64, i32, u64, u32, u8, usize);

impl ToCell for bool {
    fn cell(&self) -> Cell<'_> {
        Cell::Int(i64::from(*self))
    }
}

impl FromCell for bool {
    const EXPECTED: &'static str = "0 or 1";

    fn of(cell: Cell<'_>) -> Option<bool> {
        match cell {
            Cell::Int(number) => Some(number != 0),
            _ => None,
        }
    }
}

impl ToCell for f64 {
    fn cell(&self) -> Cell<'_> {
        Cell::Real(*self)
    }
}

impl FromCell for f64 {
    const EXPECTED: &'static str = "a number";

    #[expect(clippy::cast_precision_loss, reason = "a number that was kept as a whole one")]
    fn of(cell: Cell<'_>) -> Option<f64> {
        match cell {
            Cell::Real(number) => Some(number),
            Cell::Int(number) => Some(number as f64),
            _ => None,
        }
    }
}

impl ToCell for str {
    fn cell(&self) -> Cell<'_> {
        Cell::Text(self)
    }
}

impl ToCell for String {
    fn cell(&self) -> Cell<'_> {
        Cell::Text(self)
    }
}

impl FromCell for String {
    const EXPECTED: &'static str = "text";

    fn of(cell: Cell<'_>) -> Option<String> {
        match cell {
            Cell::Text(text) => Some(text.to_owned()),
            _ => None,
        }
    }
}

impl ToCell for Vec<u8> {
    fn cell(&self) -> Cell<'_> {
        Cell::Bytes(self)
    }
}

impl ToCell for [u8] {
    fn cell(&self) -> Cell<'_> {
        Cell::Bytes(self)
    }
}

impl FromCell for Vec<u8> {
    const EXPECTED: &'static str = "bytes";

    fn of(cell: Cell<'_>) -> Option<Vec<u8>> {
        match cell {
            Cell::Bytes(bytes) => Some(bytes.to_owned()),
            _ => None,
        }
    }
}

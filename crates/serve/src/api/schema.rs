//! What other crates describe by JSON Schema, as the OpenAPI document refers to it.

use utoipa::openapi::schema::{OneOfBuilder, Schema, Type};
use utoipa::openapi::{Array, ObjectBuilder, Ref, RefOr};

fn named(name: &str) -> RefOr<Schema> {
    RefOr::Ref(Ref::from_schema_name(name))
}

/// A party.
pub(crate) fn party() -> RefOr<Schema> {
    named("Party")
}

/// Parties.
pub(crate) fn party_list() -> RefOr<Schema> {
    RefOr::T(Schema::Array(Array::new(party())))
}

/// A dossier, as docs/DOSSIER.md tells.
pub(crate) fn dossier() -> RefOr<Schema> {
    named("Dossier")
}

/// A record.
pub(crate) fn record() -> RefOr<Schema> {
    named("Record")
}

/// A record, or nothing.
pub(crate) fn record_or_null() -> RefOr<Schema> {
    let null = ObjectBuilder::new().schema_type(Type::Null).build();
    RefOr::T(Schema::OneOf(OneOfBuilder::new().item(record()).item(null).build()))
}

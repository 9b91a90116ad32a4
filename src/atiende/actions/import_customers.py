"""Customers from a table: found again by address or number within the brand, else made; companies with them."""

import json
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from atiende.actions.callbacks import region_of
from atiende.actions.custom_fields import fields_of
from atiende.actions.import_lines import Became, left, wrong
from atiende.actions.organizations import belong, named
from atiende.domain import facts as f
from atiende.domain.callback import dialled, legible
from atiende.domain.conversation import Conversation
from atiende.domain.custom_values import problem as value_problem
from atiende.domain.customer import (
    PHONE,
    Address,
    Customer,
    CustomerDetails,
    CustomerLink,
    Identity,
    RetiredAddress,
    StatedAddress,
    folded,
)
from atiende.domain.desk import ImportLine, ImportRun
from atiende.domain.import_fields import CUSTOM
from atiende.domain.people import email_problem, normal_email
from atiende.domain.row import Row
from atiende.domain.work import Changed
from atiende.ports.desk import Desk
from atiende.ports.store import Change

YES = frozenset(("si", "sí", "yes", "y", "s", "x", "1", "true", "verdadero", "vip"))
LONGEST_NAME, LONGEST_NOTES, LONGEST_COMPANY = 200, 4000, 200


class Meant(Struct, frozen=True, kw_only=True):
    """A line, read: addresses as (channel, normal, shown)."""

    addresses: tuple[tuple[str, str, str], ...]
    values: Mapping[str, str]
    fields: Mapping[str, str]
    organization: str
    vip: bool


class Customers:
    """See `import_lines.Taker`."""

    def __init__(self, desk: Desk, change: Change, run: ImportRun) -> None:
        self._desk, self._change, self._run = desk, change, run
        self._by = run.by.removeprefix("agent:")
        self._region = region_of(change, run.brand)
        self._custom = fields_of(change, "customer", run.brand)

    def keys(self, values: Mapping[str, str]) -> Sequence[str]:
        return [f"{channel}:{normal}" for channel, normal, _ in self._addresses(values)]

    def take(self, values: Mapping[str, str]) -> Became:
        meant = self._meant(values)
        if isinstance(meant, Became):
            return meant
        known = [self._change.get(Address, self._run.brand, channel, normal) for channel, normal, _ in meant.addresses]
        theirs = {one.customer for one in known if one is not None}
        if len(theirs) > 1:
            return wrong("two_customers")
        if not theirs:
            return self._make(meant)
        customer = theirs.pop()
        return left("exists", customer) if self._run.existing == "skip" else self._alter(customer, meant)

    def _addresses(self, values: Mapping[str, str]) -> list[tuple[str, str, str]]:
        """Those that are addresses, in the form they are compared in."""
        found = []
        email = normal_email(values.get("email", ""))
        if email and email_problem(email) is None:
            found.append(("email", email, values["email"].strip()))
        number = dialled(values.get("phone", ""), self._region) if values.get("phone") else None
        if number:
            found.append((PHONE, number, legible(number)))
        return found

    def _meant(self, values: Mapping[str, str]) -> Meant | Became:
        """Everything of a line, or what is wrong with it."""
        addresses = self._addresses(values)
        there = {channel for channel, _, _ in addresses}
        for field, channel, code in (("email", "email", "bad_email"), ("phone", PHONE, "not_a_phone_number")):
            if values.get(field) and channel not in there:
                return wrong(code, values[field])
        if not values.get("name") and not addresses:
            return wrong("nothing_to_know_him_by")
        for field, most in (("name", LONGEST_NAME), ("notes", LONGEST_NOTES), ("organization", LONGEST_COMPANY)):
            if len(values.get(field, "")) > most:
                return wrong("too_long", values[field][:60])
        fields = {name.removeprefix(CUSTOM): value for name, value in values.items() if name.startswith(CUSTOM)}
        for slug, value in fields.items():
            if slug not in self._custom or value_problem(self._custom[slug], value):
                return wrong("bad_value", f"{slug}: {value}")
        kept = {name: values[name] for name in ("name", "language", "notes") if name in values}
        return Meant(
            addresses=tuple(addresses),
            values=kept,
            fields=fields,
            organization=values.get("organization", ""),
            vip=folded(values.get("vip", "")) in YES,
        )

    def _make(self, meant: Meant) -> Became:
        change, run = self._change, self._run
        customer = self._desk.ids.new("cus")
        channel = meant.addresses[0][0] if meant.addresses else ""
        language = meant.values.get("language", "")
        change.record(
            f.CustomerSeen(customer=customer, brand=run.brand, channel=channel, language=language), actor=run.by
        )
        details = replace(CustomerDetails(id=customer), **meant.values)
        change.put(replace(details, normal=folded(details.name)))
        self._rest(customer, meant)
        return Became(outcome="created", subject=customer, after=self._snapshot(customer))

    def _alter(self, customer: str, meant: Meant) -> Became:
        before = self._snapshot(customer)
        self._details(customer, meant.values, meant.fields)
        self._rest(customer, meant, fields_too=False)
        after = self._snapshot(customer)
        if after == before:
            return left("same", customer)
        return Became(outcome="changed", subject=customer, before=before, after=after)

    def _rest(self, customer: str, meant: Meant, *, fields_too: bool = True) -> None:
        """Addresses, company, VIP; fields of a new one."""
        change = self._change
        for channel, normal, shown in meant.addresses:
            if change.get(Address, self._run.brand, channel, normal) is None:
                self._address(customer, channel, normal, shown)
        row = change.get(Customer, customer)
        assert row is not None  # made or found in this very change
        if meant.organization:
            belong(change, self._by, row, named(self._desk, change, self._by, row.brand, meant.organization))
        if meant.vip and not row.vip:
            change.record(f.CustomerVipChanged(customer=customer, vip=True), actor=self._run.by)
        details = change.get(CustomerDetails, customer)
        if fields_too and meant.fields and details is not None:
            change.put(replace(details, fields=dict(meant.fields)))

    def _address(self, customer: str, channel: str, normal: str, shown: str) -> None:
        brand, identity = self._run.brand, self._desk.ids.new("idn")
        fact = f.IdentityAdded(identity=identity, customer=customer, brand=brand, channel=channel, scope=brand)
        self._change.record(fact, actor=self._run.by)
        self._change.put(
            Address(scope=brand, channel=channel, normal=normal, identity=identity, customer=customer, shown=shown)
        )

    def _details(self, customer: str, values: Mapping[str, str], fields: Mapping[str, str]) -> None:
        """Sets them, with old and new values in the history."""
        change = self._change
        before = change.get(CustomerDetails, customer) or CustomerDetails(id=customer)
        after = replace(before, **values, fields={name: v for name, v in {**before.fields, **fields}.items() if v})
        after = replace(after, normal=folded(after.name))
        pairs = {name: (getattr(before, name), getattr(after, name)) for name in ("name", "language", "notes")}
        for name in {*before.fields, *after.fields}:
            pairs[f"fields.{name}"] = (before.fields.get(name, ""), after.fields.get(name, ""))
        altered = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
        if not altered:
            return
        seq = change.record(f.CustomerEdited(customer=customer, fields=tuple(sorted(altered))), actor=self._run.by)
        for name, (old, new) in altered.items():
            change.put(Changed(seq=seq, subject=customer, field=name, old=old, new=new))
        change.put(after)

    def _snapshot(self, customer: str) -> str:
        """All that an import can set."""
        row, details = self._change.get(Customer, customer), self._change.get(CustomerDetails, customer)
        if row is None or details is None:
            return ""
        addresses = self._change.where(Address, {"customer": customer})
        return json.dumps(
            {
                "values": {"name": details.name, "language": details.language, "notes": details.notes},
                "fields": details.fields,
                "organization": row.organization,
                "vip": row.vip,
                "into": row.into,
                "addresses": sorted([one.channel, one.normal] for one in addresses),
            },
            sort_keys=True,
            ensure_ascii=False,
        )

    def take_back(self, line: ImportLine) -> bool:
        if not line.after or self._snapshot(line.subject) != line.after:
            return False
        if line.outcome == "created":
            return self._remove(line.subject)
        self._restore(line.subject, json.loads(line.before), json.loads(line.after))
        return True

    def _remove(self, customer: str) -> bool:
        """Unless he has written, been called or been linked since."""
        change = self._change
        if any(change.where(row, {field: customer}) for row, field in TOUCHES):
            return False
        addresses = change.where(Address, {"customer": customer})
        identities = tuple(one.id for one in change.where(Identity, {"customer": customer}))
        change.record(f.CustomerRemoved(customer=customer, identities=identities), actor=self._run.by)
        for one in addresses:
            change.drop(Address, one.scope, one.channel, one.normal)
        change.drop(CustomerDetails, customer)
        return True

    def _restore(self, customer: str, before: "dict[str, object]", after: "dict[str, object]") -> None:
        change = self._change
        old, new = _texts(before["fields"]), _texts(after["fields"])
        self._details(customer, _texts(before["values"]), {**dict.fromkeys(new, ""), **old})
        row = change.get(Customer, customer)
        assert row is not None  # its snapshot was just compared
        organization = before["organization"]
        if row.organization != organization:
            belong(change, self._by, row, organization if isinstance(organization, str) else None)
        if before["vip"] != after["vip"]:
            change.record(f.CustomerVipChanged(customer=customer, vip=bool(before["vip"])), actor=self._run.by)
        for one in change.where(Address, {"customer": customer}):
            if [one.channel, one.normal] not in _pairs(before["addresses"]):
                self._retire(one)

    def _retire(self, a: Address) -> None:
        change = self._change
        fact = f.IdentityChanged(identity=a.identity, customer=a.customer, verified=False, retired=True)
        change.record(fact, actor=self._run.by)
        change.drop(Address, a.scope, a.channel, a.normal)
        change.put(
            RetiredAddress(
                identity=a.identity,
                customer=a.customer,
                scope=a.scope,
                channel=a.channel,
                normal=a.normal,
                shown=a.shown,
            )
        )


TOUCHES: Sequence[tuple[type[Row], str]] = (
    (Conversation, "customer"),
    (CustomerLink, "customer"),
    (CustomerLink, "into"),
    (StatedAddress, "customer"),
)
"""What says that somebody has had to do with him since."""


def _texts(value: object) -> dict[str, str]:
    return {str(name): str(one) for name, one in value.items()} if isinstance(value, dict) else {}


def _pairs(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []

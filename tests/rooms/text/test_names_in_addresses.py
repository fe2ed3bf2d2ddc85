"""Protected names in addresses, handles and names of files, in any letter case and joined to initials."""

from __future__ import annotations

import pytest

from toolchain.text.sought import Protected, Sought

_ADDRESSES = Sought([Protected(("Condorcanqui", "Cruz", "Ly"), "Witness A")])


@pytest.mark.parametrize(
    "said",
    [
        "wcondorcanqui@x.example", "condorcanquiw@x.example", "wayracondorcanqui@x.example",
        "rcruz@x.example", "w-condorcanqui@x.example", "https://x.example/wcondorcanqui", "https://x.example/p-wcondorcanqui",
        "https://x.example/?by=wcondorcanqui", "www.wcondorcanqui.example", "@wcondorcanqui", "@rcruz",
        "condorcanqui.pdf", "wcondorcanqui-2.pdf", "condorcanqui.pe", "x.example/~wcondorcanqui",
    ],
)  # fmt: skip
def test_a_name_in_small_letters_is_known_in_addresses_and_names_of_files(said: str) -> None:
    assert list(_ADDRESSES.named(f"See {said} for more.")) == ["Witness A"]


@pytest.mark.parametrize(
    "said",
    ["veracruz@x.example", "https://veracruz.example/x", "lyon@x.example", "aly@x.example", "x.example/only",
     "cruz roja", "crucero.pdf", "and/or", "cruz. Then"],
)  # fmt: skip
def test_other_words_with_the_letters_of_a_name_are_none(said: str) -> None:
    assert not list(_ADDRESSES.named(f"See {said} for more."))


def test_a_key_of_a_pdf_is_known_by_itself() -> None:
    """The keys of its dictionaries come in another order each time."""
    sought = Sought([Protected(("Jo Title", "Title"), "Witness A")])
    places = [
        said
        for text in ("/Producer\n/Title\n/Keywords", "/Keywords\n/Title\n/Producer")
        for _, said in sought.words_with_names(text, shown=True, noise=False)
    ]
    assert "/Title" in places[0] & places[1]

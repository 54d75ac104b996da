"""Lines of pages that say nothing of roles, wherever they stand: on rights, of changes, to sign on."""

from __future__ import annotations

import re

COPYRIGHT = re.compile(
    r"^©|^\(c\)\s|^copyright\b|all rights reserved|alle rechte vorbehalten|tous droits réservés"
    r"|todos los derechos reservados|todos os direitos reservados|tutti i diritti riservati|alle rechten voorbehouden",
    re.IGNORECASE,
)
CHANGED = re.compile(  # "Last modified May 3, 2024: fix typo", with a figure
    r"^(?:(?:this )?page (?:was )?)?(?:last (?:modified|updated?|edited|changed|reviewed)"
    r"|zuletzt (?:geändert|aktualisiert|bearbeitet)"
    r"|dernière (?:modification|mise à jour)|última (?:modificación|actualización|modificação|atualização)"
    r"|ultim[ao] (?:modifica|aggiornamento)|laatst (?:gewijzigd|bijgewerkt|bewerkt)|senast (?:ändrad|uppdaterad)"
    r"|sist (?:endret|oppdatert)|sidst (?:ændret|opdateret))\b[^\d]{0,40}\d.{0,120}$",
    re.IGNORECASE,
)
FILLED_IN = re.compile(r"_{5,}|\.{12,}|…{5,}")  # a line to sign on


def is_imprint(text: str) -> bool:
    """Whether a line is on rights, on when the page changed, or to be filled in."""
    return bool(COPYRIGHT.search(text) or CHANGED.match(text) or FILLED_IN.search(text))

"""Residue of drafting: what a person or a machine wrote about the text instead of the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from atelier.domain.lint.finding import Finding, Level
from atelier.domain.lint.passage import Passage, Role
from atelier.errors import N_

_START: Final = r"(?:^|(?<=[.!?…:;»\"\n] )|(?<=\n)|(?<=[-–—•*#] ))"
_MATERIAL: Final = (
    r"(?:réponses?|notes?|idées?|contributions?|retours?|groupes?|tables?|verbatims?|éléments?|propositions?"
    r"|échanges?|constats?|pistes?|conditions?|rubriques?|post-its?|tours?|answers?|responses?|groups?"
    r"|ideas?)"
)
_MERGE: Final = r"(?:fusion|synthèse|résumé|reformulation|regroupement|consolidation|compilation|réécriture)"
_MERGE_EN: Final = r"(?:merge|merging|merger|fusion|synthesis|summary|consolidation|rewrite|grouping)"
_MACHINE: Final = (
    r"(?:(?:l'|une |d'une |un )?(?:ia|ai|intelligence artificielle|artificial intelligence)\b"
    r"|chat ?gpt|copilot|gemini|claude\b|mistral\b|(?:un )?llm\b)"
)
_TO_DO: Final = (
    r"(?:compléter|completer|préciser|preciser|vérifier|verifier|valider|relire|revoir|reformuler|supprimer"
    r"|confirmer|rédiger|rediger|développer|finir|traiter|sourcer|chiffrer|ajouter|insérer|reprendre"
    r"|corriger)"
)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE | re.MULTILINE)


_DRAFT: Final = _any(
    # What announces a text: « Proposition de fusion des réponses… », « Voici la synthèse »
    rf"{_START}(?:voici|voilà|ci-dessous|ci-dessus|ci-après)\b[^.!?\n]{{0,40}}?\b"
    rf"(?:{_MERGE}|proposition de|version|rédaction|paragraphe|compte[- ]rendu|titre|ébauche|brouillon"
    r"|texte (?:fusionné|final|révisé|reformulé|corrigé|amélioré|demandé|structuré|consolidé))s?\b",
    rf"{_START}(?:une? )?(?:première |nouvelle |autre |seconde )?"
    r"(?:proposition|essai|ébauche|brouillon|tentative|suggestion|version|projet|draft)s? "
    rf"(?:\w+ )?(?:de |d')(?:la )?{_MERGE}\b"
    rf"(?= *(?:[:.(]|$)|[^.\n]{{0,60}}\b{_MATERIAL}\b|[^.\n]{{0,90}}: *$)",
    rf"{_START}(?:proposition|suggestion|ébauche|brouillon|version)s? (?:\w+ )?(?:de |d')"
    r"(?:rédaction|texte|paragraphe|titre|conclusion|formulation)\b[^.\n]{0,60}: *$",
    rf"^\W{{0,10}}(?:\w+ ){{0,3}}{_MERGE} (?:des|de la|du|pour|par)\b[^\n]{{0,80}}: *$",
    rf"{_START}(?:here(?:'s| is| are)|below (?:is|are)|the following is)\b[^.!?\n]{{0,40}}?\b"
    rf"(?:{_MERGE_EN}|draft|version|rewritten|rephrased|revised|merged|consolidated|proposal (?:for|of))\b",
    rf"{_START}(?:a )?(?:proposed|suggested|draft|tentative) {_MERGE_EN}\b"
    rf"(?= *(?:[:.(]|$)|[^.\n]{{0,60}}\b{_MATERIAL}\b)",
    rf"{_START}(?:proposal|suggestion|draft) (?:for|of|to) (?:the |a )?(?:merg\w+|fus\w+|consolidat\w+"
    rf"|{_MERGE_EN})\b",
    rf"^\W{{0,10}}(?:\w+ ){{0,3}}{_MERGE_EN} of (?:the )?{_MATERIAL}\b[^\n]{{0,80}}: *$",
    # What labels a draft
    r"^ *(?:brouillon|draft|version provisoire|version de travail)\b *(?:[:–—-]|v?\d|$)",
    r"^ *v\d+(?:\.\d+)? *[:–—-]",
    r"\b(?:ne pas|à ne pas) (?:diffuser|publier)\b|\bdo not (?:publish|distribute|circulate)\b",
    r"\bnotes? (?:internes?|pour moi(?:-même)?|à moi-même|to self) *:",
)

_CHAT: Final = _any(
    r"\ben tant qu(?:e |')(?:une? )?(?:grand )?(?:modèle (?:de langage|de langue|linguistique|d'ia"
    r"|conversationnel)"
    r"|ia\b|intelligence artificielle|assistante? (?:virtuel|conversationnel|ia\b|numérique|d'ia)|llm\b"
    r"|agent conversationnel|chatbot)",
    r"\bje (?:ne )?suis (?:qu'|pas )?(?:une? )?(?:modèle de langage|ia\b|intelligence artificielle"
    r"|assistant (?:virtuel|ia\b))",
    r"\bje ne (?:peux|suis) (?:malheureusement )?pas (?:accéder|consulter|en mesure de|fournir|générer"
    r"|traiter)",
    r"\b(?:souhaitez|voulez|désirez|aimeriez)[- ]vous que je\b|\b(?:souhaites|veux|aimerais)[- ]tu que je\b",
    r"\bn'hésite[sz]? (?:pas )?à me (?:le )?(?:dire|demander|faire|signaler|solliciter|préciser|indiquer)\b",
    r"\bdite?s[- ]moi si\b|\bfai(?:s|tes)[- ]moi savoir\b",
    r"\bsi (?:vous le souhaitez|vous voulez|tu veux|tu le souhaites|besoin),? je peux\b",
    r"\bje peux (?:aussi|également|maintenant) (?:vous |te )?(?:proposer|rédiger|reformuler|fournir|générer"
    r"|adapter)",
    rf"{_START}(?:bien sûr|certainement|absolument|parfait|avec plaisir|d'accord|très bien"
    rf"|excellente? (?:question|idée))"
    r" ?[!,.:]+ *(?:voici|voilà|je (?:vais|vous|te|peux))\b",
    r"\bj'espère que (?:cela|ceci|ce texte|cette (?:synthèse|version|réponse|proposition))",
    r"\bcomme (?:demandé|convenu|souhaité),? (?:voici|j'ai|je)\b",
    r"\bj'ai (?:fusionné|regroupé|synthétisé|reformulé|résumé|consolidé|harmonisé|retiré|restructuré)\b",
    r"\bas an? (?:ai\b|artificial intelligence|(?:large )?language model|llm\b|virtual assistant)",
    rf"{_START}(?:sure|certainly|of course|absolutely|great question|happy to help) ?[!,.]+ *(?:here|i\b|let"
    rf"|below)",
    r"\blet me know if\b|\bwould you like me to\b|\bfeel free to (?:ask|let me)\b|\bi hope this helps\b",
    r"\bi(?:'ve| have) (?:merged|combined|summari[sz]ed|rewritten|rephrased|grouped|consolidated)\b",
    r"\bi (?:cannot|can't|am unable to) (?:assist|access|browse|provide)\b",
    r"\b(?:mes données d'entraînement|mise à jour de mes connaissances|my training data"
    r"|knowledge cut-?off)\b",
    # Marks that machines leave
    rf"\bcontenu généré par {_MACHINE}[^.\n]{{0,30}}\b(?:peut|peuvent|pourrait|incorrect|inexact|erroné"
    rf"|erreurs?)",
    r"\bai[- ]generated (?:content|text)[^.\n]{0,20}\b(?:may|might|can|incorrect|inaccurate)\b",
    rf"\b(?:réponse|texte|synthèse|contenu|résumé|paragraphe|text|content|summary)s?\b[^.\n]{{0,20}}\b"
    rf"(?:généré|produit|rédigé|écrit|créé|generated|written|produced)e?s? (?:par|avec|via|à l'aide de|by"
    rf"|with|using) {_MACHINE}"
    r"(?= *(?:[.,;:()]|$))",
    r"\b(?:chat ?gpt|copilot|gemini|claude) (?:a dit|a répondu|said) *:",
    r"^ *(?:prompt|system prompt) *:",
    r"utm_source=(?:chatgpt|openai)|oaicite|contentReference|\bturn\d+(?:search|view|news)\d+|【[^】\n]{0,40}】",
)

_BLANK: Final = _any(
    rf"[\[<{{⟨] *(?:[àa] {_TO_DO}|nom|prénom|date|lieu|titre|texte|insérer|ajouter|votre|lien|image|photo"
    rf"|chiffres?|xx+"
    r"|tbd|tbc|todo|to (?:be )?(?:complete|do|add|confirm|check|fill|define)\w*|insert|your|placeholder|name"
    r"|place|link)"
    r"\b[^\]>}⟩\n]{0,60}[\]>}⟩]",
    rf"\( *(?:[àa] {_TO_DO}|tbd|tbc|todo|to be (?:completed|confirmed|checked|defined)) *[?!.…]* *\)",
    rf"[:–—-] +[àa] {_TO_DO} *[.…!]* *$|^\W{{0,10}}[àa] {_TO_DO}\W{{0,10}}$",
    r"\blorem ipsum\b|\bdolor sit amet\b",
    r"\b(?:cliquez|tapez|saisissez|entrez|insérez) (?:ici pour|votre texte|du texte|le texte|un titre"
    r"|le titre)\b",
    r"\bclick (?:here )?to (?:add|edit|enter)\b|\b(?:your|insert|enter) (?:text|title) here\b"
    r"|\bvotre (?:texte|titre) ici\b",
    r"\b[xX]{2}(?= *(?:%|€|euros|personnes|participants?|usagers|patients|people))|\b[xX]{2}/[xX]{2}\b",
    r"\b(?:asdf|qsdf)\w*|\btest test\b",
)
_BLANK_CASED: Final = re.compile(
    r"\b(?:TODO|FIXME|TBD|WIP)\b|\b[Xx]{3,}\b"
    r"|\b[ÀA] (?:COMPL[ÉE]TER|REVOIR|VALIDER|RELIRE|SUPPRIMER|V[ÉE]RIFIER|PR[ÉE]CISER|FAIRE|REFORMULER)\b"
)
_DOUBT: Final = re.compile(r"\?{3,}|!{4,}")


def residue(passage: Passage) -> Iterator[Finding]:
    """Sentences about the text, conversations with a machine, places left to be filled."""
    text = passage.folded
    if found := _DRAFT.search(text):
        yield passage.finding(
            "residue",
            Level.ERROR,
            N_("These words speak of the drafting, not of what was said: “{excerpt}”"),
            found.span(),
        )
    if found := _CHAT.search(text):
        yield passage.finding(
            "residue",
            Level.ERROR,
            N_("These words were left by a writing machine: “{excerpt}”"),
            found.span(),
        )
    if passage.role is Role.NOTE:
        return  # a note may well ask to fill something in
    if found := _BLANK.search(text) or _BLANK_CASED.search(text):
        yield passage.finding(
            "placeholder", Level.ERROR, N_("Something was left to be filled in: “{excerpt}”"), found.span()
        )
    elif found := _DOUBT.search(text):
        yield passage.finding(
            "placeholder",
            Level.WARNING,
            N_("This looks like a doubt left by a writer: “{excerpt}”"),
            found.span(),
        )

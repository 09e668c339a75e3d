"""Romanian words that tell of danger. How they are written: see referrals/safety.py."""

WHOM = "(mă|ne|o|îl|îi|te|m a|ne a|l a|i a|m au|ne au)"
# What a small child is afraid of.
OF_NOBODY = (
    "(?! de (întuneric|câini|apă|doctor~|injecți~|dentist~|furtun~|înălțim~|zgomot~|aspirator) )"
)
HAVE_NO = "nu (mai )?(am|avem|are|au)(?! (poftă|timp|probleme|chef) )"

WORDS = {
    "words_harm": (
        f"{WHOM} bat(e|ea|)(?! (gândul|vântul|soarele|inima|la cap))",
        "(?<!lapte )bătut(ă|i|e)?(?! joc)",
        "bate (copi~|femei~|mama|pe|fata|băiat~|soția|fetița|fratele)",
        "bătă(ile|i)(?! (inimii|de (cap|joc|inimă)))",
        "bătai(e|a)(?! (de (cap|joc|inimă)|inimii))|(?<!s a )(?<!s au )lovit~|lovitur~",
        "lovește(?! mingea)|lovea|lovesc|pumn(i|ul|ii|uri)?|palme|o palmă|pălmu~|scatoalc~",
        "(dă|dat|dau|dădea) … în (mine|noi|copi~)|(strânge|strâns|apucă|apucat|luat) de gât",
        "sugrum~|stranguleaz~|strangul~|vânătăi~|viol|violul|violat~|violează|violenț~|violent~",
        "abuz~|molest~|agres(ează|at|ată|ați|iun~|or~)|cuțit~|armă|pistol~|topor~|maltrat~|tortur~",
        f"{WHOM} (rănește|rănit~|împing~|împins~)|brutaliz~|trage … de păr|atac(ă|at|ată)",
        "(atinge|atins) … (intim~|acolo|locuri)|pipăi~|(mă|ne|o|îl|îi) rănește",
        "aruncat~ … de (perete|pereți|jos|podea)|ridicat … mâna (la|asupra)",
        "ridică … mâna (la|asupra)",
        "(tatăl vitreg|unchiul|bunicul|tata) … atinge|agresiv … (sparge|lovește|distruge)",
        "arunc~ cu (farfurii~|obiecte~|lucruri~|scaun~)|tras … de păr|bate în ușă|lovește … ușa",
        "(atins|atinge) … (pe fiica|pe fata|pe fetița|pe fiul|pe băiat~|fiica mea|fata mea)",
    ),
    "words_fear": (
        f"(mi|ne|îi|îmi|le) (e|este|era) … (frică|teamă|groază){OF_NOBODY}|de frică|în frică",
        "frică de (el|ea|soț~|tata|partener~|iubit~)|mă tem(?! că nu)|ne temem",
        f"speriat~{OF_NOBODY}",
        "(mă|ne) sperie|îngrozit~|teroriz~|teroare|ameninț~|omoar~|omor(ât|âtă|i)|ucid~|ucis~",
        "nu … în siguranță|în pericol|(mă|ne|o) urmăre(ște|sc)|hărțui~|stalk~",
        "(mă|îmi|ne|o) controlează|nu (mă|ne|o) lasă … (ies|ieșim|iasă|plec|plecăm|din casă)",
        "(m a|ne a) (închis|încuiat)|(mă|ne) (închide|încuie)",
        "(mi|ne) a luat … (pașaport~|actele|buletinul)|căsătorie forțată|cu forța",
        f"{WHOM} (oblig~|forțează|forțat) … (sex~|mărit~|căsător~)",
        "(fugit|fug|fugi|scap|scăpat) … de (el|soț~|partener~|acasă|tata)",
        "(mă|ne|o) (înjură|umilește|șantajează|jignește)|șantaj~|umilit~|umilințe",
        "nu (mă|ne|o) lasă … (vorbesc|vorbim|văd|vedem|lucrez|muncesc|sun)|(regret|regreți) dacă",
        "(îmi|ne|mi) (ia|a luat) … (banii|salariul|telefonul)|fug~ de acasă",
    ),
    "words_self_harm": (
        "sinucid~|sinucis~|suicid~|(să mă|să se|mă|se|să te) omor|să se omoare",
        "nu (mai )?vr(eau|ea) să (mai )?tră(iesc|iască)|vr(eau|ea|oia|ut) să (mor|moară)",
        "(îmi doresc|își dorește|aș vrea|ar vrea) să (mor|moară)",
        "mai bine … (mor|murit|moartă|mort)",
        "(se|mă|s a|m a) (taie|tai|tăiat)(?! (la|părul) )|automutil~|autovătăm~|autorăn~",
        "(își|îmi|și|mi) fac(e|ă)? (singur~ )?rău|capăt (zilelor|vieții)|(ia|iau|luat|lua) viața",
        "supradoz~|(înghițit|luat) … (multe|toate) … pastile|spânzur~|în fața trenului",
        "arunc~ … (de pe|de la) (pod|bloc|etaj|balcon|fereastră)|gânduri (de moarte|negre)",
        "(rost|pot|vreau) să (mai )?trăi~",
        "săturat~ … de viață|la moarte|moartea mea|se rănește|mă rănesc singur~",
        "(prea )?multe pastile",
        "(îmi|își|să mi|să și) fac(ă|e)? ceva (rău)?",
        "nu (mai )?vreau să (mai )?fiu (aici|în viață)|bilet~ de adio",
    ),
    "words_hunger": (
        f"{HAVE_NO} … (mâncare|ce mânca|căldură|încălzire|curent|gaz|lapte praf)",
        f"{HAVE_NO} … ce (să )?(le )?(mânc~|mănânc~|mâncăm|dau|pune~)",
        f"{HAVE_NO} … bani (de|pentru|pt) (mâncare|lapte|curent|gaz|căldură|încălzire)",
        "fără (mâncare|căldură|încălzire|curent|gaz)|(mor|murim|moare|murit) de foame|flămân~",
        "înfomet~|nu … permite~ (mâncare~|încălzire~|căldur~)|nu ne permitem … (mânc~|încălz~)",
        "(tăiat|oprit|întrerupt) … (curent~|gaz~|căldura)|frigider~ … gol|ne (e|este) foame",
        "(nu am|nu au|n am|nu a) mâncat … (de|nimic) … zile",
        "rămas~ … fără (mâncare|bani de mâncare)",
        f"{HAVE_NO} … bani (de|pentru) (lumină|facturi|electricitate|pâine)",
    ),
    "words_homeless": (
        "fără (adăpost|casă|locuință)|evacu~|dat(ă|ți|i)? afară|(scos|aruncat~|dat) … în stradă",
        f"{HAVE_NO} … unde (să )?(mai )?(dorm~|doarmă|stă|stăm|stau|locui~|merg~|ne|mă|sta|pleca)",
        f"{HAVE_NO} (casă|locuință|adăpost|acoperiș~)|pe drumuri|loc de dormit",
        "(dorm|dormim|dormit) … (în mașină|pe stradă|în stradă|în parc|în gară|pe jos)",
        "(pierdut|pierd|pierdem) (casa|locuința|apartamentul)|oamenii străzii",
        "(trebuie|avem) … (părăsim|părăsesc|eliberăm|eliberez) (casa|locuința|apartamentul)",
        "pe străzi",
        "(scot|scoate|scoși|dau) … (din casă|din apartament)|locuim în (mașină|stradă)",
        "locuiesc în mașină",
        "(dorm|dormim) la (prieteni|cunoștințe|o prietenă|un prieten|rude)",
    ),
}

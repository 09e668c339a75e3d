"""What families might write, in each language: with its danger, and without any.

None of them comes from a real family. H harm, F fear, S self-harm, E nothing to eat or no heating,
N nowhere to sleep.
"""

TOLD = {
    "pl": """
H Mąż mnie bije, kiedy wypije
H On bije dzieci pasem
H Wczoraj pobił mnie na oczach syna
H Ojciec uderzył córkę w twarz
H partner mnie dusil i kopal
H Mam siniaki na rękach
H Chłopak mnie popycha i szarpie
H W domu jest przemoc
H Zostałam zgwałcona przez męża
H Wujek dotyka córkę w miejscach intymnych
H Rzucił się na mnie z nożem
H Znęca się nade mną od lat
H Krzywdzi mnie i dzieci
H MAZ BIL MNIE PRZY DZIECIACH
F Boję się wracać do domu
F Dzieci boją się ojca
F Grozi, że nas zabije
F Powiedział, że mnie zabije
F Żyję w ciągłym strachu
F Były mąż mnie śledzi i nęka
F Kontroluje mój telefon i pieniądze
F nie czuje sie bezpiecznie w domu
F Zabrał mi paszport i nie pozwala wychodzić z domu
F Uciekłam od męża z dwójką dzieci
S Nie chcę już żyć
S Córka mówi, że chce się zabić
S Syn ma myśli samobójcze
S Moja córka się tnie
S Chciałabym umrzeć
S Myślę o tym, żeby skończyć ze sobą
S Ona się samookalecza
S lepiej zebym nie zyla
E Nie mamy co jeść
E Nie mam pieniędzy na jedzenie dla dzieci
E Odcięli nam prąd i jest zimno
E Dzieci są głodne
E Nie stać nas na ogrzewanie
N Nie mamy gdzie spać
N Jesteśmy bezdomni od wczoraj
N Właściciel wyrzucił nas z mieszkania
N Śpimy w samochodzie
N Grozi nam eksmisja
""",
    "ro": """
H Soțul mă bate când bea
H Tatăl lor bate copiii
H M-a bătut ieri în fața copiilor
H m a batut si azi
H L-a lovit pe băiat cu cureaua
H Îmi dă palme și mă împinge
H M-a strâns de gât
H Am vânătăi pe brațe
H E violență în casă
H Am fost violată
H Unchiul o atinge în locuri intime
H A venit la mine cu un cuțit
H Mă abuzează de ani de zile
H Copilul a fost agresat
F Mi-e frică de soțul meu
F Copiilor le este foarte frică de tata
F Mă amenință că mă omoară
F A spus că ne omoară pe toți
F Trăim în frică
F Fostul meu partener mă urmărește
F Îmi controlează telefonul și banii
F Nu mă simt în siguranță acasă
F Nu mă lasă să ies din casă
F Mi-a luat pașaportul
F Am fugit de el cu copiii
S Nu mai vreau să trăiesc
S Fiica mea vrea să moară
S Băiatul are gânduri de sinucidere
S Fata mea se taie pe brațe
S Aș vrea să mor
S Vreau sa ma omor
S Mă gândesc să pun capăt zilelor mele
S A înghițit multe pastile
E Nu avem ce mânca
E nu am bani de mancare pentru copii
E Ne-au tăiat curentul
E Suntem fără căldură și e frig
E Copiii sunt flămânzi
E Murim de foame
N Nu avem unde să dormim
N Suntem fără adăpost
N Proprietarul ne-a dat afară
N Dormim în mașină
N Am rămas pe drumuri
N Vom fi evacuați vineri
""",
    "ur": """
H میرا شوہر مجھے مارتا ہے
H وہ بچوں کو مارتے ہیں
H اس نے کل مجھے بہت مارا
H شوہر نے مجھے تھپڑ مارے
H گھر میں مار پیٹ ہوتی ہے
H اس نے میرا گلا دبایا
H وہ مجھ پر ہاتھ اٹھاتا ہے
H وہ مجھ پر تشدد کرتا ہے
H میرے ساتھ زیادتی ہوئی ہے
H وہ چاقو لے کر آیا
H ساس مجھ پر ظلم کرتی ہے
H ميرا شوهر مجهے مارتا هے
H mera shohar mujhe marta hai
H woh bachon ko maarta hai
H us ne mujhe bohat mara
F مجھے اپنے شوہر سے ڈر لگتا ہے
F بچے باپ سے ڈرتے ہیں
F وہ جان سے مارنے کی دھمکی دیتا ہے
F ہم خوف میں رہتے ہیں
F میں گھر میں محفوظ نہیں ہوں
F وہ مجھے گھر سے باہر جانے نہیں دیتا
F میری زبردستی شادی کر رہے ہیں
F اس نے میرا پاسپورٹ چھین لیا
F میری جان کو خطرہ ہے
F mujhe us se bohat dar lagta hai
F woh dhamki deta hai
S میں مرنا چاہتی ہوں
S بیٹی خودکشی کی باتیں کرتی ہے
S میں اب جینا نہیں چاہتا
S وہ خود کو نقصان پہنچاتی ہے
S اپنی جان لینے کا سوچتا ہوں
S بیٹی اپنے بازو کاٹتی ہے
S دل کرتا ہے مر جاؤں
S main marna chahti hoon
S woh khudkushi ki baat karta hai
E گھر میں کھانے کو کچھ نہیں
E بچے بھوکے سو رہے ہیں
E ہمارے پاس کھانے کے پیسے نہیں ہیں
E گھر میں بجلی نہیں ہے
E راشن ختم ہو گیا ہے
E ghar mein khane ko kuch nahi
N ہمارے پاس رہنے کی جگہ نہیں
N ہم بے گھر ہیں
N مالک مکان نے گھر سے نکال دیا
N ہم گاڑی میں سوتے ہیں
N سونے کے لیے کوئی جگہ نہیں ہے
N shohar ne ghar se nikal diya
""",
    "pa": """
H ਮੇਰਾ ਪਤੀ ਮੈਨੂੰ ਮਾਰਦਾ ਹੈ
H ਉਹ ਬੱਚਿਆਂ ਨੂੰ ਕੁੱਟਦਾ ਹੈ
H ਉਸਨੇ ਮੈਨੂੰ ਕੱਲ੍ਹ ਕੁੱਟਿਆ
H ਪਤੀ ਨੇ ਥੱਪੜ ਮਾਰਿਆ
H ਘਰ ਵਿੱਚ ਕੁੱਟਮਾਰ ਹੁੰਦੀ ਹੈ
H ਉਸ ਨੇ ਮੇਰਾ ਗਲਾ ਘੁੱਟਿਆ
H ਉਹ ਮੇਰੇ 'ਤੇ ਹੱਥ ਚੁੱਕਦਾ ਹੈ
H ਸਾਡੇ ਘਰ ਹਿੰਸਾ ਹੁੰਦੀ ਹੈ
H ਮੇਰੇ ਨਾਲ ਬਲਾਤਕਾਰ ਹੋਇਆ
H ਉਹ ਚਾਕੂ ਲੈ ਕੇ ਆਇਆ
H ਸੱਸ ਮੇਰੇ ਤੇ ਜ਼ੁਲਮ ਕਰਦੀ ਹੈ
H ਉਹ ਮੈਨੂੰ ਕੁਟਦਾ ਹੈ
H mera pati mainu marda hai
H oh bachean nu kuttda hai
H میرا بندہ مینوں ماردا اے
F ਮੈਨੂੰ ਆਪਣੇ ਪਤੀ ਤੋਂ ਡਰ ਲੱਗਦਾ ਹੈ
F ਬੱਚੇ ਪਿਓ ਤੋਂ ਡਰਦੇ ਹਨ
F ਉਹ ਜਾਨੋਂ ਮਾਰਨ ਦੀ ਧਮਕੀ ਦਿੰਦਾ ਹੈ
F ਕਹਿੰਦਾ ਹੈ ਕਿ ਤੈਨੂੰ ਮਾਰ ਦੇਵਾਂਗਾ
F ਮੈਂ ਘਰ ਵਿੱਚ ਸੁਰੱਖਿਅਤ ਨਹੀਂ ਹਾਂ
F ਉਹ ਮੈਨੂੰ ਬਾਹਰ ਨਹੀਂ ਜਾਣ ਦਿੰਦਾ
F ਮੇਰਾ ਜ਼ਬਰਦਸਤੀ ਵਿਆਹ ਕਰ ਰਹੇ ਹਨ
F ਉਸਨੇ ਮੇਰਾ ਪਾਸਪੋਰਟ ਖੋਹ ਲਿਆ
F ਮੈਂ ਘਰੋਂ ਭੱਜ ਆਈ ਹਾਂ
F ਅਸੀਂ ਖ਼ਤਰੇ ਵਿਚ ਹਾਂ
F mainu us ton dar lagda hai
S ਮੈਂ ਮਰਨਾ ਚਾਹੁੰਦੀ ਹਾਂ
S ਧੀ ਖੁਦਕੁਸ਼ੀ ਦੀਆਂ ਗੱਲਾਂ ਕਰਦੀ ਹੈ
S ਮੈਂ ਜੀਣਾ ਨਹੀਂ ਚਾਹੁੰਦਾ
S ਉਹ ਆਪਣੇ ਆਪ ਨੂੰ ਨੁਕਸਾਨ ਪਹੁੰਚਾਉਂਦੀ ਹੈ
S ਉਹ ਆਪਣੀਆਂ ਬਾਹਾਂ ਕੱਟਦੀ ਹੈ
S ਦਿਲ ਕਰਦਾ ਮਰ ਜਾਵਾਂ
S ਆਪਣੀ ਜਾਨ ਲੈਣ ਬਾਰੇ ਸੋਚਦੀ ਹਾਂ
S main marna chahundi haan
E ਘਰ ਵਿੱਚ ਖਾਣ ਨੂੰ ਕੁਝ ਨਹੀਂ
E ਬੱਚੇ ਭੁੱਖੇ ਸੌਂਦੇ ਹਨ
E ਸਾਡੇ ਕੋਲ ਖਾਣੇ ਲਈ ਪੈਸੇ ਨਹੀਂ ਹਨ
E ਘਰ ਵਿੱਚ ਬਿਜਲੀ ਨਹੀਂ ਹੈ
E ਰਾਸ਼ਨ ਮੁੱਕ ਗਿਆ ਹੈ
N ਸਾਡੇ ਕੋਲ ਰਹਿਣ ਲਈ ਥਾਂ ਨਹੀਂ ਹੈ
N ਅਸੀਂ ਬੇਘਰ ਹਾਂ
N ਪਤੀ ਨੇ ਮੈਨੂੰ ਘਰੋਂ ਕੱਢ ਦਿੱਤਾ
N ਅਸੀਂ ਕਾਰ ਵਿੱਚ ਸੌਂਦੇ ਹਾਂ
N ਸਾਨੂੰ ਬੇਦਖਲ ਕਰ ਰਹੇ ਹਨ
N gharon kadh ditta
""",
}

INNOCENT = {
    "en-gb": """
He has not slept well since the baby came and I am so tired
I am looking for a group for mums with small children
My daughter finds reading hard at school
We need help to find a nursery place
My son is waiting for an autism assessment
I am pregnant and would like some advice
She does not eat vegetables
He screams in the shop and I do not know what to do
My husband works long hours and is rarely at home
We want to know where the nearest hub is
Can I bring both children to the baby group?
Our flat is small and we have little money for toys
My mother has moved in with us and it is crowded
I would like to improve my English
How do I sign up for the parenting class?
My daughter does not want to go to school
Breastfeeding is sore and I am worried about her weight
Please ring in the afternoon
He does not speak many words yet
We have filled in the form for free meals twice
My son bit his tongue at the park
The twins share a bed and wake each other
My partner and I do not agree about bedtime
She is shy and has few friends
I have marked the days that suit us
Mara and Billi are our cats, and Marta looks after them
""",
    "pl": """
Syn źle śpi i jestem bardzo zmęczona
Szukam grupy dla mam z małymi dziećmi
Córka ma trudności w szkole z czytaniem
Potrzebuję pomocy w znalezieniu przedszkola
Boję się o przyszłość syna
Synek boi się ciemności
Dziecko nie chce jeść warzyw
Mój syn uderzył się w kolano na placu zabaw
Serce mi bije szybciej przed rozmową
Kopie piłkę cały dzień
Dostałam nową pracę i szukam opieki do dziecka
Czekamy na diagnozę autyzmu
Jestem w ciąży zagrożonej i potrzebuję porady
Córka gwałtownie reaguje na hałas
Syn ma ataki padaczki
Nie mamy czasu dla siebie
Dziecko nie ma apetytu
Chciałabym lepiej mówić po angielsku
Jak mogę zapisać się na zajęcia dla rodziców?
Mąż dużo pracuje i rzadko jest w domu
Dziecko wyrzuca zabawki z łóżeczka
Chcemy wiedzieć, gdzie jest najbliższe centrum rodzinne
Synek nie mówi jeszcze wielu słów
Mamy problem z wypełnieniem wniosku o zasiłek
Proszę o kontakt po południu
Karmienie piersią sprawia mi ból
Dziecko krzyczy w sklepie i nie wiem, co robić
Córka nie chce chodzić do szkoły
Mamy małe mieszkanie i mało pieniędzy na zabawki
Dar od babci bardzo ucieszył dzieci
""",
    "ro": """
Băiatul nu doarme bine și sunt foarte obosită
Caut un grup pentru mame cu copii mici
Fetița are greutăți la școală cu cititul
Am nevoie de ajutor să găsesc o grădiniță
Mă tem că nu va vorbi la timp
Copilului îi este frică de întuneric
Nu are poftă de mâncare
S-a lovit la genunchi pe terenul de joacă
Îmi bate inima repede înainte de interviu
Lovește mingea toată ziua
Îmi place lapte bătut, dar copilul nu vrea
Am bătăi de cap cu actele
Așteptăm evaluarea pentru autism
Sunt însărcinată și aș vrea sfaturi
Rochia ei preferată este violetă
Are uneori atacuri de panică
Nu avem timp pentru noi
Nu am făcut curat în casă de o săptămână
Vreau să învăț engleza mai bine
Cum mă pot înscrie la cursuri pentru părinți?
Soțul lucrează mult și e rar acasă
Bebelușul doarme în mașină când mergem la bunici
Vrem să știm unde este cel mai apropiat centru
Băiatul nu spune încă multe cuvinte
Ne chinuim cu formularele pentru alocație
Vă rog să mă sunați după-amiaza
Alăptarea îmi provoacă durere
Copilul țipă în magazin și nu știu ce să fac
Fata nu vrea să meargă la școală
Mama a mers la piață, dar nu a găsit vinete
""",
    "ur": """
میرا بیٹا رات کو نہیں سوتا اور میں بہت تھکی ہوئی ہوں
مجھے چھوٹے بچوں والی ماؤں کے گروپ کی تلاش ہے
بیٹی کو اسکول میں پڑھنے میں مشکل ہے
نرسری ڈھونڈنے میں مدد چاہیے
بچہ اندھیرے سے ڈرتا ہے
بچہ کھانا نہیں کھاتا
وہ خوشی کے مارے اچھل رہا تھا
بچہ بہت چیخیں مارتا ہے
ہمارا بیٹا ابھی بولتا نہیں
بچے کے پیٹ میں درد رہتا ہے
ہم آٹزم کی جانچ کا انتظار کر رہے ہیں
میں حاملہ ہوں اور مشورہ چاہتی ہوں
میں انگریزی سیکھنا چاہتی ہوں
والدین کی کلاس میں کیسے شامل ہوں
شوہر بہت کام کرتے ہیں اور گھر کم رہتے ہیں
بچہ گاڑی میں سو جاتا ہے
قریب ترین مرکز کہاں ہے
بینیفٹ کا فارم بھرنے میں مدد چاہیے
مہربانی کر کے دوپہر کے بعد فون کریں
بچے کو دودھ پلانے میں تکلیف ہوتی ہے
بیٹی اسکول نہیں جانا چاہتی
ہمارے پاس کھلونوں کے لیے زیادہ پیسے نہیں
ٹی وی بند کر دیا تو بچہ رونے لگا
بیٹے کو غصہ بہت آتا ہے
ہم مکہ سے واپس آئے ہیں
دادی کی صحت ٹھیک نہیں رہتی
mera beta raat ko nahi sota
bacha khana nahi khata
mujhe angrezi seekhni hai
hamara ghar chota hai lekin theek hai
""",
    "pa": """
ਮੇਰਾ ਪੁੱਤਰ ਰਾਤ ਨੂੰ ਨਹੀਂ ਸੌਂਦਾ ਅਤੇ ਮੈਂ ਬਹੁਤ ਥੱਕੀ ਹੋਈ ਹਾਂ
ਮੈਨੂੰ ਛੋਟੇ ਬੱਚਿਆਂ ਵਾਲੀਆਂ ਮਾਵਾਂ ਦਾ ਗਰੁੱਪ ਚਾਹੀਦਾ ਹੈ
ਧੀ ਨੂੰ ਸਕੂਲ ਵਿੱਚ ਪੜ੍ਹਨ ਵਿੱਚ ਮੁਸ਼ਕਲ ਹੈ
ਨਰਸਰੀ ਲੱਭਣ ਵਿੱਚ ਮਦਦ ਚਾਹੀਦੀ ਹੈ
ਬੱਚਾ ਹਨੇਰੇ ਤੋਂ ਡਰਦਾ ਹੈ
ਬੱਚਾ ਰੋਟੀ ਨਹੀਂ ਖਾਂਦਾ
ਉਹ ਸਾਰਾ ਦਿਨ ਗੱਲਾਂ ਮਾਰਦਾ ਹੈ
ਬੱਚਾ ਬਹੁਤ ਚੀਕਾਂ ਮਾਰਦਾ ਹੈ
ਸਾਡਾ ਪੁੱਤਰ ਅਜੇ ਬੋਲਦਾ ਨਹੀਂ
ਬੱਚੇ ਦੇ ਢਿੱਡ ਵਿੱਚ ਦਰਦ ਹੈ
ਅਸੀਂ ਔਟਿਜ਼ਮ ਦੀ ਜਾਂਚ ਦੀ ਉਡੀਕ ਕਰ ਰਹੇ ਹਾਂ
ਮੈਂ ਗਰਭਵਤੀ ਹਾਂ ਅਤੇ ਸਲਾਹ ਚਾਹੁੰਦੀ ਹਾਂ
ਮੈਂ ਅੰਗਰੇਜ਼ੀ ਸਿੱਖਣਾ ਚਾਹੁੰਦੀ ਹਾਂ
ਮਾਪਿਆਂ ਦੀ ਕਲਾਸ ਵਿੱਚ ਕਿਵੇਂ ਸ਼ਾਮਲ ਹੋਈਏ
ਪਤੀ ਬਹੁਤ ਕੰਮ ਕਰਦਾ ਹੈ ਅਤੇ ਘਰ ਘੱਟ ਹੁੰਦਾ ਹੈ
ਬੱਚਾ ਕਾਰ ਵਿੱਚ ਸੌਂ ਜਾਂਦਾ ਹੈ
ਸਭ ਤੋਂ ਨੇੜੇ ਦਾ ਕੇਂਦਰ ਕਿੱਥੇ ਹੈ
ਫਾਰਮ ਭਰਨ ਵਿੱਚ ਮਦਦ ਚਾਹੀਦੀ ਹੈ
ਕਿਰਪਾ ਕਰਕੇ ਦੁਪਹਿਰ ਤੋਂ ਬਾਅਦ ਫ਼ੋਨ ਕਰੋ
ਦੁੱਧ ਪਿਲਾਉਣ ਵਿੱਚ ਤਕਲੀਫ਼ ਹੁੰਦੀ ਹੈ
ਧੀ ਸਕੂਲ ਨਹੀਂ ਜਾਣਾ ਚਾਹੁੰਦੀ
ਖਿਡੌਣਿਆਂ ਲਈ ਬਹੁਤੇ ਪੈਸੇ ਨਹੀਂ
ਟੀਵੀ ਬੰਦ ਕੀਤਾ ਤਾਂ ਬੱਚਾ ਰੋਣ ਲੱਗਾ
ਪੁੱਤਰ ਨੂੰ ਗੁੱਸਾ ਬਹੁਤ ਆਉਂਦਾ ਹੈ
ਸਾਡਾ ਕੁੱਤਾ ਬੱਚਿਆਂ ਨਾਲ ਖੇਡਦਾ ਹੈ
ਦਾਦੀ ਦੀ ਸਿਹਤ ਠੀਕ ਨਹੀਂ ਰਹਿੰਦੀ
ਖੇਡਦੇ ਹੋਏ ਬੱਚੇ ਦੇ ਗੋਡੇ ਤੇ ਸੱਟ ਲੱਗੀ
mera puttar raat nu nahi saunda
bacha roti nahi khanda
mainu angrezi sikhni hai
""",
}
# Said in other words; whichever flag they raise, they raise one.
HARDER = {
    "pl": """
Mój partner rzucił mną o ścianę
Tata bije mamę prawie codziennie
Mąż podniósł na mnie rękę
dostaje od niego lanie
chłopak mojej córki ją wykorzystuje
Partner próbował mnie udusić
Mój ojczym mnie dotyka
On jest agresywny i rozbija rzeczy w domu
Zostawił mi ślady na szyi
Wyzywa mnie i poniża każdego dnia
Szantażuje mnie, że zabierze dzieci
Jestem przerażona, przyjdzie tu dzisiaj
Nie wolno mi mieć własnych pieniędzy
Mam dość życia
Wziąłem za dużo tabletek
Nie widzę sensu
Myślę o śmierci
lodówka jest pusta od trzech dni
Nie mam za co kupić jedzenia
W domu jest zimno, nie mamy ogrzewania
Nie mam gdzie się podziać z dziećmi
Muszę opuścić mieszkanie do piątku
Wyrzucił mnie z domu
Mąż bije mnie pięściami
On mnie popchnął na schody
Rzuca talerzami, kiedy jest zły
Partner mnie szarpał za włosy
Grozi mi nożem
Ciągle na mnie krzyczy i boję się, że mnie uderzy
Ojciec dzieci przychodzi pod dom i wali w drzwi
Nie pozwala mi spotykać się z rodziną
Zabiera mi wszystkie pieniądze
Powiedział, że jeśli odejdę, to pożałuję
Mój syn mnie kopie i gryzie
Syn uderzył mnie wczoraj w brzuch
Jestem w ciąży i on mnie bije
Chcę uciec z domu
Mam myśli, żeby sobie coś zrobić
Nie chce mi się żyć
Córka napisała list pożegnalny
Moja siostra połknęła tabletki
Od dwóch dni nic nie jedliśmy
Skończyło nam się jedzenie
Brakuje na prąd
Dzieci idą spać głodne
Jutro wyrzucają nas z mieszkania
Nocujemy u znajomych na podłodze
Mieszkamy w aucie
nauczyciel dotykal moja corke
""",
    "ro": """
M-a aruncat de perete
Tata o bate pe mama aproape zilnic
A ridicat mâna la mine
Iubitul mă lovește mereu
Am fost bătută
A încercat să mă stranguleze
Tatăl vitreg mă atinge
El este agresiv și sparge lucruri
Mă înjură și mă umilește
Mă șantajează că îmi ia copiii
Sunt îngrozită, vine aici azi
Mi-e teamă pentru viața mea
M-am săturat de viață
Mă gândesc la moarte
Se rănește singură
nu mai are rost sa traiesc
Frigiderul este gol de trei zile
Nu am cu ce cumpăra mâncare
Nu avem încălzire
Trebuie să părăsim casa până vineri
M-a dat afară din casă
Nu avem unde sta
Suntem pe străzi
Soțul mă lovește cu pumnii
M-a împins pe scări
Aruncă cu farfurii când e nervos
M-a tras de păr
Mă amenință cu cuțitul
Țipă mereu la mine și mi-e frică
Vine la ușă noaptea și bate în ușă
Nu mă lasă să vorbesc cu familia
Îmi ia toți banii
A spus că o să regret dacă plec
Fiul meu mă lovește și mă mușcă
Sunt însărcinată și el mă bate
Vreau să fug de acasă
Am gânduri să îmi fac ceva rău
Nu mai vreau să fiu aici
Fata a scris un bilet de adio
Sora mea a luat prea multe pastile
Nu am mâncat de două zile
Am rămas fără mâncare
Nu avem bani de lumină
Copiii se culcă flămânzi
Mâine ne scot din casă
Dormim la prieteni pe jos
Locuim în mașină
profesorul a atins-o pe fiica mea
Ma bate sotul
""",
    "ur": """
شوہر نے مجھے دیوار سے دے مارا
وہ روز امی کو پیٹتا ہے
سوتیلا باپ مجھے غلط جگہ چھوتا ہے
اس نے مجھے جلایا
وہ مجھے گالیاں دیتا ہے اور ذلیل کرتا ہے
میرے جسم پر نشان ہیں
وہ بچے چھیننے کی دھمکیاں دیتا ہے
میں اس سے بہت ڈری ہوئی ہوں
مجھے کمرے میں بند کر دیتا ہے
وہ مجھے قتل کر دے گا
میں زندگی سے تنگ آ گئی ہوں
مجھے موت چاہیے
میں نے بہت سی گولیاں کھا لیں
فریج خالی ہے
کھانا خریدنے کے لیے پیسے نہیں
گھر میں گیس نہیں آ رہی
ہمارے پاس کوئی گھر نہیں ہے
ہمیں جمعہ تک گھر چھوڑنا ہے
اس نے مجھے گھر سے نکالا
kal us ne mujhe thappar mara
wo mujhe peet ta hai
mujhe jaan se marne ki dhamki
hamare paas rehne ki jagah nahi
شوہر مجھے مکے مارتا ہے
اس نے مجھے سیڑھیوں سے دھکا دیا
وہ غصے میں برتن توڑتا ہے
وہ میرے بال کھینچتا ہے
چھری دکھا کر ڈراتا ہے
وہ ہر وقت چیختا ہے اور میں ڈر جاتی ہوں
مجھے گھر والوں سے ملنے نہیں دیتا
میرے سارے پیسے لے لیتا ہے
کہتا ہے طلاق دی تو مار دوں گا
سسرال والے مجھے مارتے پیٹتے ہیں
میں حاملہ ہوں اور وہ مجھے مارتا ہے
میں گھر سے بھاگنا چاہتی ہوں
مجھے اپنی زندگی ختم کرنی ہے
زندہ رہنے کو دل نہیں کرتا
بیٹے نے زہر کھا لیا تھا
دو دن سے کچھ نہیں کھایا
گھر میں آٹا ختم ہو گیا ہے
بجلی کا بل نہیں دے سکتے بجلی کٹ گئی
بچے بھوکے ہیں
کل ہمیں گھر سے نکال دیں گے
ہم دوستوں کے گھر زمین پر سوتے ہیں
استاد نے میری بیٹی کو چھوا
mera shohar mujhe mukke marta hai
main apni zindagi khatam karna chahti hun
wo mujhe jaan se mar dega
bache bhooke hain
""",
    "pa": """
ਪਤੀ ਨੇ ਮੈਨੂੰ ਕੰਧ ਨਾਲ ਮਾਰਿਆ
ਉਹ ਰੋਜ਼ ਮੰਮੀ ਨੂੰ ਕੁੱਟਦਾ ਏ
ਮਤਰੇਆ ਪਿਓ ਮੈਨੂੰ ਗਲਤ ਥਾਂ ਛੂੰਹਦਾ ਹੈ
ਉਹ ਮੈਨੂੰ ਗਾਲ੍ਹਾਂ ਕੱਢਦਾ ਹੈ
ਮੇਰੇ ਸਰੀਰ ਤੇ ਨਿਸ਼ਾਨ ਹਨ
ਉਹ ਬੱਚੇ ਖੋਹਣ ਦੀਆਂ ਧਮਕੀਆਂ ਦਿੰਦਾ ਹੈ
ਮੈਂ ਬਹੁਤ ਡਰੀ ਹੋਈ ਹਾਂ
ਕਮਰੇ ਵਿੱਚ ਬੰਦ ਕਰ ਦਿੰਦਾ ਹੈ
ਉਹ ਮੈਨੂੰ ਕਤਲ ਕਰ ਦੇਵੇਗਾ
ਮੈਂ ਜ਼ਿੰਦਗੀ ਤੋਂ ਤੰਗ ਆ ਗਈ ਹਾਂ
ਮੈਂ ਬਹੁਤ ਸਾਰੀਆਂ ਗੋਲੀਆਂ ਖਾ ਲਈਆਂ
ਫਰਿੱਜ ਖਾਲੀ ਹੈ
ਖਾਣਾ ਖਰੀਦਣ ਲਈ ਪੈਸੇ ਨਹੀਂ
ਗੈਸ ਕੱਟ ਦਿੱਤੀ ਹੈ
ਸਾਡੇ ਕੋਲ ਕੋਈ ਘਰ ਨਹੀਂ
ਸਾਨੂੰ ਸ਼ੁੱਕਰਵਾਰ ਤੱਕ ਘਰ ਛੱਡਣਾ ਪੈਣਾ ਹੈ
ਉਸ ਨੇ ਮੈਨੂੰ ਘਰੋਂ ਬਾਹਰ ਕੱਢ ਦਿੱਤਾ
oh mainu kutda hai roz
mera ghar wala mainu maarda
bache bhukhe han
mainu maaran di dhamki dinda
ਪਤੀ ਮੈਨੂੰ ਮੁੱਕੇ ਮਾਰਦਾ ਹੈ
ਉਸ ਨੇ ਮੈਨੂੰ ਪੌੜੀਆਂ ਤੋਂ ਧੱਕਾ ਦਿੱਤਾ
ਉਹ ਗੁੱਸੇ ਵਿੱਚ ਭਾਂਡੇ ਤੋੜਦਾ ਹੈ
ਉਹ ਮੇਰੇ ਵਾਲ ਖਿੱਚਦਾ ਹੈ
ਚਾਕੂ ਦਿਖਾ ਕੇ ਡਰਾਉਂਦਾ ਹੈ
ਉਹ ਮੈਨੂੰ ਪਰਿਵਾਰ ਨੂੰ ਮਿਲਣ ਨਹੀਂ ਦਿੰਦਾ
ਮੇਰੇ ਸਾਰੇ ਪੈਸੇ ਲੈ ਲੈਂਦਾ ਹੈ
ਕਹਿੰਦਾ ਜੇ ਗਈ ਤਾਂ ਮਾਰ ਦਊਂਗਾ
ਸਹੁਰੇ ਮੈਨੂੰ ਕੁੱਟਦੇ ਮਾਰਦੇ ਹਨ
ਮੈਂ ਗਰਭਵਤੀ ਹਾਂ ਤੇ ਉਹ ਮੈਨੂੰ ਕੁੱਟਦਾ ਹੈ
ਮੈਂ ਘਰੋਂ ਭੱਜਣਾ ਚਾਹੁੰਦੀ ਹਾਂ
ਮੈਂ ਆਪਣੀ ਜ਼ਿੰਦਗੀ ਖਤਮ ਕਰਨਾ ਚਾਹੁੰਦੀ ਹਾਂ
ਜੀਣ ਨੂੰ ਦਿਲ ਨਹੀਂ ਕਰਦਾ
ਪੁੱਤ ਨੇ ਜ਼ਹਿਰ ਖਾ ਲਿਆ ਸੀ
ਦੋ ਦਿਨ ਤੋਂ ਕੁਝ ਨਹੀਂ ਖਾਧਾ
ਘਰ ਵਿੱਚ ਆਟਾ ਮੁੱਕ ਗਿਆ
ਬਿਜਲੀ ਕੱਟੀ ਗਈ ਹੈ
ਬੱਚੇ ਭੁੱਖੇ ਹਨ
ਕੱਲ੍ਹ ਸਾਨੂੰ ਘਰੋਂ ਕੱਢ ਦੇਣਗੇ
ਅਸੀਂ ਦੋਸਤਾਂ ਦੇ ਘਰ ਫਰਸ਼ ਤੇ ਸੌਂਦੇ ਹਾਂ
ਅਧਿਆਪਕ ਨੇ ਮੇਰੀ ਧੀ ਨੂੰ ਗਲਤ ਛੂਹਿਆ
oh mainu maar dinda hai
mera pati sharab peeke mainu kutda
main marna chahundi aa
""",
}
FLAGS = {
    "H": "words_harm",
    "F": "words_fear",
    "S": "words_self_harm",
    "E": "words_hunger",
    "N": "words_homeless",
}


def told():
    """(language, sentence, the flag it must raise)"""
    for code, text in TOLD.items():
        for line in text.strip().splitlines():
            letter, sentence = line.split(" ", 1)
            yield code, sentence, FLAGS[letter]


def innocent():
    """(language, sentence)"""
    for code, text in INNOCENT.items():
        yield from ((code, line) for line in text.strip().splitlines())


def harder():
    """(language, sentence)"""
    for code, text in HARDER.items():
        yield from ((code, line) for line in text.strip().splitlines())

"""Urdu words that tell of danger, in its own script and in Latin letters.

How they are written: see referrals/safety.py.
"""

NOT = "(نہیں|نہیں|نہ)"
SELF = "(خود|اپنے آپ) کو"
SOUNDS = "(?<!چیخیں )(?<!چیخ )(?<!چھلانگ )(?<!چھلانگیں )(?<!چکر )(?<!سیٹی )(?<!آنکھ )"
NO = "(nahi|nahin|nhi|nai|nahee)"
ME = "(mujhe|mujhay|mujhko|mjhe|muje|humein|hamein|hamen|humen|bach+o+n? ko|us ?ko|usay|use)"

WORDS = {
    "words_harm": (
        f"{SOUNDS}مارت~|مارا|ماری|(?<!کے )مارے|مارن~|مار ?پیٹ~|پیٹتا~|پیٹتی|پیٹتے|پیٹا|پٹائی",
        "مار (رہ~|دی~|دے~|دو~|کر|کھا~|پڑ~|ڈال~)|تھپڑ~|مک(ا|ے) مار~|لات(یں)? مار~|طمانچ~",
        "گلا … (دبا~|گھونٹ~)|زیادتی|جنسی~|ریپ|عصمت~|تشدد~|ظلم~|چاقو|چھری~|بندوق|پستول|اسلحہ",
        "کلہاڑی|تیزاب~|زخمی|نیل (پڑ~|کے نشان)|چوٹ~ کے نشان|پر … ہاتھ اٹھا~|حملہ~|بدسلوکی",
        "نقصان پہنچ~|(غلط|گندے) (طریقے|طرح) سے … (چھو~|ہاتھ~)|جلا د~|دھک(ا|ے) د~|غیرت کے نام",
        "ma+r(ta|ti|te|tay) (hai|hain|he|hy|h|hen|tha|thi|the|thay|rehta)|maar(a|i|na|ne|nay)",
        f"{ME} … (mara|maara|marta|maarta|marti|maarti|marte|maarte|peeta|pitta|peetta)",
        "ma+r ?pe+t~|ma+r (raha|rahi|rahe|de ga|dega|deta|dala|daala|dega)|thap+(a?r|ad)~",
        "tashadd?ud~|zul(a)?m~|zi?yadti|gala (daba~|ghont~)|chh?uri|cha+[kq]u",
        "par ha+th utha~|jinsi~",
        "غلط جگہ|جلایا|جلاتا|جلا (رہ~|دو~)|(جسم|ہاتھ~|چہرے|گردن) پر … نشان|پیٹ رہا",
        "(مجھے|بچوں کو|امی کو) پیٹ~",
        f"{ME} … (pee?t|pitt?) ?(ta|ti|te|a|raha)|mujhe jala~",
    ),
    "words_fear": (
        "(?<!اندھیرے سے )(?<!کتوں سے )(?<!پانی سے )(ڈر لگ~|ڈرت~)|ڈر (رہ~|کے|گئی~|گیا~)|سے ڈر ہے",
        "خوف (زدہ|میں|سے|آتا|لگ~|ہے)|خوفزدہ|دھمک~|قتل~|جان سے مار~|مار ڈال~|ہراساں|بلیک میل~",
        f"خطرے میں|جان کو خطرہ|غیر ?محفوظ|محفوظ {NOT}|پیچھا کر~|(مجھے|ہمیں) کنٹرول",
        f"(باہر|گھر سے) … (جانے|نکلنے) {NOT}|باہر {NOT} (جانے|نکلنے)|(کمرے|گھر) میں بند|قید~",
        "زبردستی … (شادی|نکاح|رشت~|تعلق~|ہمبستری)|پاسپورٹ … (چھین~|لے ل~|رکھ ل~|چھپا~)",
        "گھر سے بھاگ~",
        "(?<!andhere se )(dar+ (lagta|lagti|lag|lagne)|dar+t(a|i|e) (hoo?n|hun|hu|hai|hain))",
        "dar+ (rahi|raha|gayi|ke)|khau?f~|khof~|dhamk~|ja+n se ma+r~|qatal|katal|jaan ko khatra",
        f"mehfu+z {NO}|zabardasti … (shadi|nikah|rishta)",
        "گالیاں (دیت~|دے~)|گالی دیت~|ذلیل کر~|ڈری ہوئی|ڈرا ہوا|ڈرے ہوئے|ga+li?(ya+n?|an) de~",
        "zaleel",
    ),
    "words_self_harm": (
        "خود ?کشی~|خودکش~|اپنی جان|جان دے د~|مر (جاؤں|جاوں|جانا)|مرنا چاہ~|مرنے (کا|کی|کو)",
        f"جینا {NOT}|جینے کا … {NOT}|زندہ {NOT} رہ~|زندگی … (ختم|تنگ)",
        f"{SELF} … (نقصان|مار~|زخمی|کاٹ~|تکلیف|ختم|چوٹ~)|(کلائی~|بازو|نس|نسیں|رگ) … کاٹ~",
        "زہر (کھا~|پی~)|(بہت|ساری) … گولیاں|پھانسی|پنکھے سے",
        f"khud ?kh?u(sh|s)h?i~|marna chah~|mar ja(na|u+n|oo?n|on)~|ji+na {NO}|jeena {NO}",
        "zind(a)?gi … khatam|apni ja+n|(khud|apne aap) ko … (nu[qk]sa+n|ka+t~|ma+r~|khatam|zakhmi)",
        "ze?he?r (kha~|pi~)",
        "موت چاہ~|موت (آ جائے|مانگ~)|بہت سی گولیاں",
    ),
    "words_hunger": (
        f"کھانے (کو|کے لیے|کے لئے|کیلئے|کیلیے) (کچھ )?(بھی )?{NOT}|کچھ کھانے کو {NOT}",
        f"(گھر میں|پاس) … کھانا {NOT}(?! کھا~)|کھانا ختم|راشن ({NOT}|ختم)|فاق(ہ|ے|وں)",
        "بھوک(ے|ا|ی) … (سو~|بیٹھ~|ہیں|رہ~|مر~)|بھوک سے",
        f"(بجلی|گیس|ہیٹنگ) … ({NOT}|کٹ~|کاٹ~)|(بجلی|گیس|ہیٹنگ) بند",
        f"(کھان~|راشن|دودھ|ہیٹنگ|بجلی|گیس|روٹی) … پیسے {NOT}|روٹی {NOT}(?! کھا~)",
        f"kha+ne (ko|ke liye|k liye|ke lie) … {NO}",
        f"(ghar (mein|me|main)|pa+s) … kha+na {NO}(?! kha~)",
        f"bhoo?k(e|a|ay) (so~|hain|hen)|fa+qe|(heating|bijli|gas) ({NO}|kat~|band)|ra+shan {NO}",
        "فریج … خالی|fridge khali",
    ),
    "words_homeless": (
        f"بے ?گھر~|(رہنے|سونے|جانے) … (جگہ|ٹھکانہ|ٹھکانا) {NOT}|ٹھکان(ہ|ا) {NOT}|گھر سے … نکال~",
        f"(گھر|مکان) خالی کر~|بے ?دخل~|سڑک پر (سو~|آ~|رہ~|ہیں)|فٹ پاتھ|چھت {NOT}|سر پر چھت",
        f"گاڑی میں (سو رہے|سوتے|سونا|رات~)|(جانے|جائیں|رہیں|سوئیں) … کہیں {NOT}|کہیں {NOT} جا سکت~",
        f"be ?ghar|ghar se … nik+a+l~|(rehne|rahne|sone|jane) … jag[ae]h? {NO}",
        "(sarak|sadak) (par|pe) (so~|aa~)|ga+[rd]i (mein|me|main) (sote|sona|so rahe)",
        f"گھر {NOT} ہے|(کوئی|اپنا) گھر {NOT}|گھر چھوڑنا|گھر سے نکلنا پڑ~",
    ),
}

"""What people type, paste and receive as phone numbers: every writing here is one that is kept. For tests."""

from itertools import product

# 414-475-8393, the way offices, signatures, web pages, phones and sheets have it.
OF_MILWAUKEE = [
    "414-475-8393", "(414) 475-8393", "(414)475-8393", "( 414 ) 475-8393", "[414] 475-8393", "414.475.8393",
    "414 475 8393", "4144758393", "414 4758393", "414-4758393", "414475-8393", "414/475-8393", "414/475/8393",
    "414 / 475 - 8393", "414 - 475 - 8393", "414–475–8393", "414—475—8393", "414‑475‑8393", "414‐475‐8393",
    "414−475−8393", "414 475 8393", "(414) 475-8393", "414\t475\t8393", "414_475_8393", "414·475·8393",
    "414•475•8393", "414, 475, 8393", "4,144,758,393", "(414)-475-8393", "(414).475.8393", "(414)/475-8393",
    "(414) 475.8393", "(414) 475 8393", "(414) 475–8393", "(414) 475 - 8393", "(414-475-8393)", "(414 475 8393)",
    "414 47 58 393", "414 475 83 93", "414-47-58393", " 414-475-8393", "414-475-8393 ", "  (414)  475-8393  ",
    "414-475-8393.", "414-475-8393,", "414-475-8393;", '"414-475-8393"', "'414-475-8393", "“414-475-8393”",
    "<414-475-8393>", "414-475-8393\n", "\u200e414-475-8393\u200e", "\u202a414-475-8393\u202c", "\ufeff414-475-8393",
    "414\u00ad-475-8393", "414\u200b-475-8393", "1-414-475-8393", "1 414 475 8393", "1.414.475.8393",
    "1 (414) 475-8393",
    "1(414)475-8393", "1-(414)-475-8393", "1/414/475-8393", "14144758393", "1 414-475-8393", "(1) 414-475-8393",
    "(1-414) 475-8393", "+1-414-475-8393", "+1 414 475 8393", "+1.414.475.8393", "+1 (414) 475-8393",
    "+1(414)475-8393", "+14144758393", "+ 1 414 475 8393", "(+1) 414-475-8393", "+1 414-475-8393", "+1/414-475-8393",
    "＋1 414 475 8393", "001 414 475 8393", "0014144758393", "00 1 414-475-8393", "011 1 414-475-8393",
    "tel:+14144758393", "tel:414-475-8393", "tel:+1-414-475-8393", "TEL: 414-475-8393", "Tel. 414-475-8393",
    "Tel 414-475-8393", "Tel.: (414) 475-8393", "Tel: +1 414 475 8393", "Telephone: 414-475-8393",
    "Telephone 414-475-8393", "Phone: 414-475-8393", "Phone 414-475-8393", "phone (414) 475-8393",
    "Phone - 414-475-8393",
    "PHONE: 414.475.8393", "Ph: 414-475-8393", "Ph. 414-475-8393", "P: 414-475-8393", "p. 414-475-8393",
    "T: 414-475-8393", "T 414-475-8393", "Call 414-475-8393", "Call: (414) 475-8393", "No. 414-475-8393",
    "Office: 414-475-8393", "Main: (414) 475-8393", "Direct: 414-475-8393", "Cell: 414-475-8393",
    "Direct line 414-475-8393",
    "Phone number: 414-475-8393", "Telephone # : 414-475-8393", "Main office: 414-475-8393",
    "414-475-8393 (office)", "414-475-8393 (cell)", "414-475-8393 [direct]",
    "4144758393.0", "14144758393.0",
    "Number: 414-475-8393", "# 414-475-8393", "☎ 414-475-8393", "📞 414-475-8393", "☎️ (414) 475-8393",
    "٤١٤-٤٧٥-٨٣٩٣", "۴۱۴-۴۷۵-۸۳۹۳", "४१४-४७५-८३९३", "４１４－４７５－８３９３",
    "（４１４）４７５－８３９３", "𝟒𝟏𝟒-𝟒𝟕𝟓-𝟖𝟑𝟗𝟑",
]  # fmt: skip
WITH_12 = [
    " x12", "x12", " x 12", " X12", " x.12", " x. 12", " x: 12", ", x12", "; x12", " (x12)", "(x12)", " [x12]",
    " - x12",
    " ext 12", " ext12", "ext12", " ext. 12", " ext.12", "ext.12", " ext: 12", " ext.: 12", " Ext 12", " Ext. 12",
    " Ext: 12", " EXT 12", " EXT. 12", " EXT: 12", ", ext 12", ", ext. 12", "; ext. 12", ",ext.12", " (ext 12)",
    " (ext. 12)", " (Ext: 12)", "(ext.12)", " [ext. 12]", " - ext 12", " – ext. 12", "/ext 12", " / ext. 12", " ext-12",
    " ext #12", " ext. # 12", " ext no. 12", " ext. number 12", " extn 12", " extn. 12", " Extn: 12", " xt 12",
    " xtn 12",
    " ex. 12", " ex 12", " ext. 12 (office)",
    " extension 12", " Extension 12", " EXTENSION 12", " extension: 12", " Extension: 12", ", extension 12",
    " (extension 12)", " extension #12", " extension no. 12", "#12", " #12", " # 12", ", #12", " (#12)", ";ext=12",
    ",,12", " ext. 12.", " ext. 12 ", " ext ١٢", " ｘ12", " ＃12",
]  # fmt: skip
ABROAD = {
    "+44 20 7946 0958": [
        "+44 20 7946 0958", "+442079460958", "+44-20-7946-0958", "+44 (20) 7946 0958", "(+44) 20 7946 0958",
        "+44 (0)20 7946 0958", "+44(0)20 7946 0958", "+44 (0) 20 7946 0958", "+44(0)2079460958", "+44 [0] 20 7946 0958",
        "(+44) (0)20 7946 0958", "0044 20 7946 0958", "00442079460958", "00 44 (0)20 7946 0958", "011 44 20 7946 0958",
        "011-44-20-7946-0958", "011442079460958", "01144 (0)20 7946 0958", "tel:+44-20-7946-0958",
        "Tel. +44 20 7946 0958",
    ],
    "+39 06 6982": ["+39 06 6982", "0039 06 6982", "011 39 06 6982"],
    "+52 55 1234 5678": ["+52 55 1234 5678", "011 52 55 1234 5678", "+52 (55) 1234-5678"],
    "+54 9 11 1234-5678": ["+54 9 11 1234-5678", "+5491112345678"],
    "+49 30 123456": ["+49 30 123456", "+49 (0)30 123456", "+49 30 / 12 34 56", "0049 30 123456"],
    "+51 1 2345678 ext. 9": ["+51 1 2345678 Anexo 9", "+51 1 2345678 x9"],
    "+598 2123 4567 ext. 4": ["+598 2123 4567 int. 4", "+598 2123 4567 ext 4"],
    "+886 2 2345 6789 ext. 12": ["+886 2 2345 6789#12", "+886 2 2345 6789 ext. 12"],
}  # fmt: skip

# Each with what is kept of it.
WRITINGS = [(text, "+1 414-475-8393") for text in OF_MILWAUKEE]
WRITINGS += [("414-475-8393" + text, "+1 414-475-8393 ext. 12") for text in WITH_12]
WRITINGS += [
    (number + text, "+1 414-475-8393 ext. 12")
    for number, text in product(OF_MILWAUKEE[1:100:9], WITH_12[::7])
    if number == number.strip(" .,;\"'“”<>\n")
]
WRITINGS += [(text, kept) for kept, texts in ABROAD.items() for text in texts]

# What looks like one, and how the sentence goes on behind it.
REFUSED = {
    "475-8393 fax": "has letters in it.",
    "475-8393 Ann": "has letters in it.",
    "438-3450 TTY": "has letters in it.",
    "438-3450 tty": "has letters in it.",
    "414-475-8393 fax": "has letters in it.",
    "Fax: 414-475-8393": "has letters in it.",
    "414-475-8393 (cell) fax": "has letters in it.",
    "438-3450-TTY": "has letters in it. Write the digits only;",
    "475-8393 poste 12": "has letters in it. Write ext. 12 if 12 is an extension.",
    "+44 20 7946 0958 poste 12": "has letters in it. Write ext. 12 if 12 is an extension.",
    "414 poste 4758": "has letters in it. Write ext. 4758 if 4758 is an extension.",
    "1-800-FLOWERSNOW": "has letters in it.",
    "414-475-839O": "has the letter O; write 0 if it is a zero.",
    "4l4-475-8393": "has the letter l; write 1 if it is a one.",
    "414-475-8393 ext. I2": "has letters in it.",
    "4l4-475-839o": "has the letter l; write 1 if it is a one and has the letter o; write 0 if it is a zero.",
    "414 (0) 475 8393": "is no phone number.",
    "(414) 4(0)75-8393": "is no phone number.",
    "800-438(0)-3450": "is no phone number.",
    "3(0) 1 42 68 53 00": "is no phone number.",
    "+1 (0) 414 475 8393": "is no phone number.",
    "+44 20 (0) 7946 0958": "is no phone number.",
    "414475839.0": "is no phone number.",
    "711": "is the same for everybody, and no number of an office. Name it in a text or a note.",
    "911": "is the same for everybody, and no number of an office.",
    "Ann 414-475-8393": "has letters in it.",
    "414-475-8393 or 8394": "has too many digits for one number.",
    "4.14476E+09": "has letters in it.",
    "1-800-FLOWERS": "has letters for digits. On the keys of a phone it is 800-356-9377: write those digits.",
    "800-222-TIPS": "has letters for digits. On the keys of a phone it is 800-222-8477: write those digits.",
    "(414) PAY-BILL": "has letters for digits. On the keys of a phone it is 414-729-2455: write those digits.",
    "414-555-0100 x12/x13": "has more than one extension.",
    "414-555-0100 x12/13": "has more than one extension.",
    "414-555-0100 x12, x13": "has more than one extension.",
    "414-555-0100 ext. 12 or 13": "has more than one extension.",
    "414-555-0100 #12 #13": "has more than one extension.",
    "x0164": "is an extension alone.",
    "ext. 12": "is an extension alone.",
    "475-8393": "has no area code.",
    "4758393": "has no area code.",
    "414-475-8393 414-475-8394": "has too many digits for one number.",
    "414-475-8393 / 8394": "has too many digits for one number.",
    "414-475-8393 12": "has too many digits for one number.",
    "9-414-475-8393": "is no phone number.",
    "+44 020 7946 0958": "is no phone number.",
    "+1 1 414 475 8393": "is no phone number.",
    "0414-475-8393": "is no phone number.",
    "414-475-839": "is no phone number.",
    "414-475-839²": "is no phone number.",
    "111-475-8393": "is no phone number.",
    "12": "is no phone number.",
    "–": "is no phone number.",
}

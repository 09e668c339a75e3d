"""The DfE's taxonomy of services, word for word, and what hubs need beside it (domain.md 2.2)."""

from django.db import migrations

# Parent's code: its name, what families read, and its children as
# (code, name, what families read, other words that families search for).
DFE = {
    "activities": (
        "Activities, clubs and groups",
        "Things to do",
        [
            ("activities-other", "Activities", "Activities", "things to do fun play"),
            (
                "school-clubs",
                "Before and after school clubs",
                "Before and after school clubs",
                "breakfast club wraparound",
            ),
            ("holiday-clubs", "Holiday clubs and schemes", "Holiday clubs", "half term summer haf"),
            ("arts", "Music, arts and dance", "Music, art and dance", "singing painting drama"),
            (
                "baby-groups",
                "Parent, baby and toddler groups",
                "Baby and toddler groups",
                "stay and play rhyme time playgroup",
            ),
            ("playgroup", "Pre-school playgroup", "Playgroups before school", "preschool"),
            ("sports", "Sports and recreation", "Sports and games", "football swimming gym"),
        ],
    ),
    "family-support": (
        "Family support",
        "Help for your family",
        [
            ("bullying", "Bullying and cyber bullying", "Bullying", "online bullied school"),
            ("debt", "Debt and welfare advice", "Help with debt", "owe money bailiffs bills loan"),
            (
                "domestic-abuse",
                "Domestic abuse",
                "Being hurt or scared at home",
                "violence controlling partner refuge coercive",
            ),
            (
                "intensive-support",
                "Intensive targeted family support",
                "More help for your family",
                "family worker early help",
            ),
            (
                "money-housing",
                "Money, benefits and housing",
                "Money, benefits and housing",
                "universal credit rent homeless eviction council tax",
            ),
            (
                "parenting",
                "Parenting support",
                "Being a parent",
                "behaviour bedtime tantrums sleep course",
            ),
            (
                "parental-conflict",
                "Reducing parental conflict",
                "Arguing less as parents",
                "arguments row",
            ),
            (
                "separating",
                "Separating and separated parent support",
                "Parents who split up",
                "divorce break up mediation",
            ),
            ("stopping-smoking", "Stopping smoking", "Stopping smoking", "vape cigarettes quit"),
            (
                "substance-misuse",
                "Substance misuse (including alcohol and drug)",
                "Drink and drugs",
                "alcohol drinking addiction",
            ),
            (
                "youth-support",
                "Targeted youth support",
                "Help for teenagers",
                "youth worker mentor",
            ),
            (
                "youth-justice",
                "Youth justice services",
                "Young people in trouble with the law",
                "police court offending",
            ),
        ],
    ),
    "health": (
        "Health",
        "Health",
        [
            (
                "hearing-sight",
                "Hearing and sight",
                "Hearing and seeing",
                "deaf blind glasses ears eyes",
            ),
            (
                "mental-health",
                "Mental health, social and emotional support",
                "Feelings and mental health",
                "anxiety worry depression low mood counselling self harm",
            ),
            (
                "nutrition",
                "Nutrition and weight management",
                "Eating well",
                "healthy food weight vitamins",
            ),
            ("oral-health", "Oral health", "Teeth", "dentist tooth brushing"),
            (
                "public-health",
                "Public health services",
                "Staying well",
                "vaccination school nurse sexual health",
            ),
        ],
    ),
    "early-years": (
        "Pregnancy, birth and early years",
        "Pregnancy, birth and little ones",
        [
            (
                "birth-registration",
                "Birth registration",
                "Registering a birth",
                "birth certificate registrar",
            ),
            (
                "early-language",
                "Early years language and learning",
                "Learning to talk and play",
                "speech talking reading",
            ),
            ("health-visiting", "Health visiting", "Health visitors", "baby weigh clinic check"),
            (
                "infant-feeding",
                "Infant feeding support (including breastfeeding)",
                "Feeding your baby",
                "breastfeeding bottle formula weaning milk",
            ),
            ("maternity", "Midwife and maternity", "Midwives", "pregnant antenatal scan birth"),
            (
                "perinatal",
                "Perinatal mental health support (pregnancy to one year post birth)",
                "How you feel before and after the birth",
                "postnatal depression baby blues",
            ),
        ],
    ),
    "send": (
        "Special educational needs and disabilities (SEND)",
        "Special needs and disability",
        [
            (
                "autism",
                "Autistic Spectrum Disorder (ASD)",
                "Autism",
                "autistic asperger neurodiverse adhd",
            ),
            ("respite", "Breaks and respite", "Short breaks", "respite rest carers"),
            (
                "send-early-years",
                "Early years support",
                "Help in the early years",
                "portage nursery",
            ),
            (
                "send-parents",
                "Groups for parents and carers of children with SEND",
                "Groups for parents of children with SEND",
                "parent carer forum",
            ),
            ("hearing-impairment", "Hearing impairment", "Hearing loss", "deaf sign language"),
            (
                "learning-disability",
                "Learning difficulties and disabilities",
                "Learning difficulties",
                "dyslexia downs",
            ),
            (
                "multi-sensory",
                "Multi-sensory impairment",
                "Hearing and sight loss together",
                "deafblind",
            ),
            (
                "other-disability",
                "Other difficulties or disabilities",
                "Other disabilities",
                "long term illness epilepsy",
            ),
            (
                "physical-disability",
                "Physical disabilities",
                "Physical disability",
                "wheelchair cerebral palsy",
            ),
            (
                "semh",
                "Social, emotional and mental health support",
                "Feelings and behaviour",
                "semh school refusal",
            ),
            (
                "speech",
                "Speech, language and communication needs",
                "Speech and language",
                "stammer talking therapist",
            ),
            ("visual-impairment", "Visual impairment", "Sight loss", "blind braille"),
        ],
    ),
    "transport": (
        "Transport",
        "Getting about",
        [("community-transport", "Community transport", "Lifts and buses", "minibus dial a ride")],
    ),
}
# Beside it: a group of our own, and more under two of the DfE's (R023, R029, R032, R033).
OWN = {
    "daily-life": (
        "Food, work and learning",
        "Food, work and learning",
        [
            ("food", "Food", "Food", "food bank pantry parcel hungry voucher school meals"),
            (
                "employment",
                "Employment and training",
                "Work and training",
                "job jobcentre cv apprenticeship",
            ),
            (
                "esol",
                "English for speakers of other languages (ESOL) and adult learning",
                "Learning English and other courses",
                "english class college maths literacy",
            ),
            ("childcare", "Childcare", "Childcare", "nursery childminder free hours"),
        ],
    ),
}
MORE = {
    "family-support": [
        ("relationships", "Relationship support", "Getting on as a couple", "couple counselling marriage"),
        ("fathers", "Fathers’ programmes", "Dads", "father dad grandad"),
        ("young-carers", "Young carers", "Young people who look after somebody", "carer caring for mum"),
        ("child-contact", "Child contact", "Seeing your child after a split", "contact centre"),
        ("family-decisions", "Family group decision-making", "Deciding together as a family", "family group conference"),
    ],
}  # fmt: skip


def load(apps, schema_editor):
    """Adds what is not there yet: a council's own words stay."""
    topics = apps.get_model("hubs", "Topic").objects.using(schema_editor.connection.alias)

    def add(code, name, words, synonyms="", *, parent=None, is_dfe):
        row, _ = topics.get_or_create(
            code=code,
            defaults={
                "name": name,
                "family_words": words,
                "synonyms": synonyms,
                "parent": parent,
                "is_dfe": is_dfe,
            },
        )
        return row

    for groups, is_dfe in ((DFE, True), (OWN, False)):
        for code, (name, words, children) in groups.items():
            parent = add(code, name, words, is_dfe=is_dfe)
            for child in children:
                add(*child, parent=parent, is_dfe=is_dfe)
    for code, children in MORE.items():
        for child in children:
            add(*child, parent=topics.get(code=code), is_dfe=False)


class Migration(migrations.Migration):
    dependencies = [("hubs", "0005_offer")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

from pathlib import Path

from django import forms

from familyhubs.govuk.fields import PhoneField, TimeField
from familyhubs.govuk.forms import problems, settle_revealed
from familyhubs.govuk.templatetags.govuk import error_summary, has_problems


class ReplyForm(forms.Form):
    reply = forms.ChoiceField(
        label="How should we reply?",
        choices=[("", "---------"), ("text", "Text"), ("email", "Email")],
        error_messages={"required": "Select how we should reply"},
        widget=forms.RadioSelect(attrs={"reveals": {"text": "mobile"}, "label_as_heading": True}),
    )
    mobile = PhoneField(
        label="Mobile", required=False, error_messages={"required": "Enter a mobile number"}
    )
    step = forms.CharField(widget=forms.HiddenInput, error_messages={"required": "Start again"})

    def clean(self):
        settle_revealed(self)
        return self.cleaned_data


def sent(**data):
    form = ReplyForm({"step": "1", **data})
    form.is_valid()
    return form


def test_the_summary_leads_to_the_first_choice_that_can_be_chosen():
    form = sent()

    assert problems(form) == [("Select how we should reply", "id_reply_1")]
    assert 'id="id_reply_1"' in str(form)
    assert 'id="id_reply_0"' not in str(form)


def test_a_revealed_field_stands_once_and_inside_its_choice():
    page = str(sent(reply="text", mobile="x"))

    assert page.count('name="mobile"') == 1
    assert page.index("govuk-radios__conditional") < page.index('name="mobile"')


def test_a_revealed_field_must_be_answered_only_when_its_choice_is_taken():
    assert sent(reply="text").errors["mobile"] == ["Enter a mobile number"]
    assert sent(reply="email").errors == {}


def test_what_stands_in_a_choice_not_taken_is_dropped():
    assert sent(reply="email", mobile="07700 900982").cleaned_data["mobile"] == ""
    assert sent(reply="email", mobile="nonsense").errors == {}


def test_without_javascript_the_revealed_field_is_there_to_see():
    # The hiding class only works under the class that the script puts on the body.
    css = Path("static/govuk-frontend/govuk-frontend.css").read_text()

    assert ".govuk-frontend-supported .govuk-radios__conditional--hidden{display:none}" in css


def test_problems_that_read_alike_are_told_apart_by_their_fields():
    class HoursForm(forms.Form):
        opens = TimeField(label="Opens")
        closes = TimeField(label="When does it close? (optional)")
        name = forms.CharField(error_messages={"required": "Enter a name"})

    assert [words for words, _id in problems(HoursForm({"opens": "x", "closes": "y"}))] == [
        "Opens: Enter a time, like 9am or 4:30pm",
        "When does it close: Enter a time, like 9am or 4:30pm",
        "Enter a name",
    ]


def test_a_hidden_fields_error_is_told_without_a_link():
    assert ("Start again", "") in problems(ReplyForm({"reply": "email"}))


def test_the_error_summary_stands_once():
    form = sent()

    assert "There is a problem" in error_summary(form)
    assert "There is a problem" not in str(form)


def test_a_form_not_yet_sent_has_no_problems():
    assert not has_problems(ReplyForm())
    assert error_summary(ReplyForm()) == ""
    assert not has_problems(None)


def test_the_label_may_be_the_heading():
    assert '<h1 class="govuk-fieldset__heading">How should we reply?</h1>' in str(ReplyForm())


def test_what_people_typed_is_never_markup():
    class NameForm(forms.Form):
        name = forms.CharField(label="<b>Name</b>", help_text="<i>", max_length=3)

    page = str(NameForm({"name": '"><script>'}))

    assert "<script>" not in page
    assert "<b>" not in page


def test_nothing_in_the_page_stops_people_half_way():
    class AgeForm(forms.Form):
        age = forms.IntegerField(min_value=1, max_value=9)
        name = forms.CharField(max_length=3)

    page = str(AgeForm({}))

    assert not {"required", "maxlength", "min=", "max=", 'type="number"'} & set(page.split())
    assert 'inputmode="numeric"' in page
    assert 'type="number"' not in page


def test_choices_in_groups_stand_under_the_name_of_each():
    class PickForm(forms.Form):
        topics = forms.MultipleChoiceField(
            label="Topics",
            choices=[("Money", [("debt", "Debt"), ("food", "Food")]), ("none", "None of these")],
            widget=forms.CheckboxSelectMultiple,
        )

    page = str(PickForm())
    group = page[page.index("<fieldset", page.index("govuk-checkboxes")) :].split("</fieldset>")[0]
    assert "Money</legend>" in group
    assert 'value="debt"' in group
    assert 'value="food"' in group
    assert 'value="none"' not in group
    assert page.count("<fieldset") == page.count("</fieldset>") == 2

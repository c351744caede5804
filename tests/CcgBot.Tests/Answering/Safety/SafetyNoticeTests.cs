using CcgBot.Answering;
using CcgBot.Answering.Safety;
using Shouldly;

namespace CcgBot.Tests.Answering.Safety;

public sealed class SafetyNoticeTests
{
    private readonly AnsweringOptions _options = new();

    [Theory]
    [InlineData("I have chest pain")]
    [InlineData("I've got severe chest pain, what do I do?")]
    [InlineData("overdose")]
    [InlineData("Help! chest pain")]
    [InlineData("suicidal")]
    [InlineData("I am suicidal")]
    [InlineData("I feel really suicidal and don't know who led the study")]
    [InlineData("I want to kill myself")]
    [InlineData("I've taken an overdose")]
    [InlineData("I took too many tablets")]
    [InlineData("My daughter has drunk the whole bottle of cough mixture, what now?")]
    [InlineData("our toddler just ate a full packet of iron tablets")]
    [InlineData("my neighbour drank some white spirit")]
    [InlineData("My son is not breathing")]
    [InlineData("I can't breathe")]
    [InlineData("My wife is having a heart attack")]
    [InlineData("my mum has collapsed")]
    public void An_emergency_is_sent_to_999(string question) =>
        SafetyNotice.For(question, _options).ShouldBe(new Notice(NoticeKind.Safety, _options.EmergencyText));

    [Theory]
    [InlineData("I can't cope")]
    [InlineData("i cant cope any more")]
    [InlineData("I just can't go on")]
    [InlineData("I cannot cope with life")]
    [InlineData("I don't want to live any more")]
    [InlineData("There is no point in living")]
    [InlineData("everyone would be better off without me")]
    [InlineData("I keep thinking about suicide")]
    [InlineData("My patient, a 54-year-old man, has crushing chest pain")]
    [InlineData("my patient is complaining of chest pain and is sweating")]
    [InlineData("One of my patients has stopped breathing")]
    [InlineData("The patient in bed 4 isn't responding")]
    [InlineData("a colleague of mine has collapsed")]
    [InlineData("My daughter says she wants to die")]
    [InlineData("my friend is threatening to kill himself")]
    [InlineData("someone here is choking")]
    [InlineData("she has taken an overdose")]
    [InlineData("my baby swallowed a battery, what should I do?")]
    [InlineData("my neighbour is having a stroke")]
    [InlineData("help, chest pain")]
    public void An_emergency_is_told_in_the_first_person_and_in_the_third(string message) => SafetyNotice.IsEmergency(message).ShouldBeTrue();

    [Theory]
    [InlineData("What are the symptoms of a heart attack?")]
    [InlineData("Who wrote the suicide prevention plan?")]
    [InlineData("Why did he kill himself?")]
    [InlineData("My father had a stroke last year. Can he drive?")]
    [InlineData("I have no chest pain")]
    [InlineData("I can't cope with the stairs. Can I get a stair lift?")]
    [InlineData("Can I cancel if I can't go on the trip?")]
    [InlineData("How do staff respond when someone collapses?")]
    [InlineData("What is the risk of my having a heart attack?")]
    [InlineData("How many patients take an overdose?")]
    [InlineData("What support is there for someone who is suicidal?")]
    [InlineData("What does the leaflet say about chest pain?")]
    [InlineData("When was the stroke unit opened?")]
    public void A_question_about_such_a_subject_is_no_emergency(string message) => SafetyNotice.IsEmergency(message).ShouldBeFalse();

    [Theory]
    [InlineData("Should I stop taking my tablets?")]
    [InlineData("What dose can I give my son?")]
    [InlineData("How much paracetamol can I give my baby?")]
    [InlineData("Can I take ibuprofen with my blood pressure tablets?")]
    [InlineData("Is it safe to take aspirin if I am pregnant?")]
    [InlineData("Should my daughter start antibiotics?")]
    [InlineData("What is the right dose of insulin for my father?")]
    [InlineData("I have a bad headache, what should I take?")]
    [InlineData("My son has a rash, should I see a doctor?")]
    [InlineData("I'm having side effects. Should I stop my medicine?")]
    public void Personal_medical_advice_is_sent_to_a_clinician(string question) =>
        SafetyNotice.For(question, _options).ShouldBe(new Notice(NoticeKind.Safety, _options.SafetyText));

    [Theory]
    [InlineData("What are the symptoms of a heart attack?")]
    [InlineData("Should CCGs stop commissioning homeopathy?")]
    [InlineData("Who led the study?")]
    [InlineData("How many people die of an overdose each year?")]
    [InlineData("What is the suicide rate in England?")]
    [InlineData("What dose of aspirin was given to the patients in the trial?")]
    [InlineData("How is chest pain treated?")]
    [InlineData("Can I claim tax relief on my medical insurance?")]
    [InlineData("What should I do to register a CCG?")]
    [InlineData("Can I take my medicine abroad?")]
    [InlineData("Do I have to pay for my prescription?")]
    [InlineData("Should patients take antibiotics for a cold?")]
    [InlineData("Did the king have a stroke?")]
    [InlineData("When he had a heart attack, who took over the company?")]
    [InlineData("Which chest pain clinics did the CCG fund?")]
    [InlineData("I have a question about commissioning. What should I read?")]
    public void A_question_in_general_gets_no_notice(string question) =>
        SafetyNotice.For(question, _options).ShouldBeNull();

    [Fact]
    public void An_empty_setting_turns_the_notice_off() =>
        SafetyNotice.For("I have chest pain", new AnsweringOptions { EmergencyText = "" }).ShouldBeNull();
}

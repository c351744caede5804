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
    [InlineData("My son is not breathing")]
    [InlineData("I can't breathe")]
    [InlineData("My wife is having a heart attack")]
    [InlineData("my mum has collapsed")]
    public void An_emergency_is_sent_to_999(string question) =>
        SafetyNotice.For(question, _options).ShouldBe(new Notice(NoticeKind.Safety, _options.EmergencyText));

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

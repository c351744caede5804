namespace CcgBot.Questions;

/// <summary>What a message that asks nothing of the articles is about.</summary>
public enum SmallTalkKind
{
    /// <summary>"ok", "great, that helps", a thumb up.</summary>
    Acknowledgement,
    Yes,
    No,
    Greeting,

    /// <summary>"How are you?"</summary>
    Wellbeing,
    Thanks,
    Farewell,
    Compliment,

    /// <summary>"That's wrong", a thumb down.</summary>
    Complaint,

    /// <summary>"Who are you?", "are you a robot?"</summary>
    Identity,

    /// <summary>"What can you do?", "what can I ask?"</summary>
    Abilities,

    /// <summary>"Can I talk to a person?"</summary>
    Person,
}

/// <summary>A message read as small talk.</summary>
/// <param name="Kinds">Every kind that it holds, the weightiest first; empty when it holds none.</param>
/// <param name="Rest">What is left once small talk at both ends is cut off; empty when the message is small talk alone.</param>
public sealed record SmallTalk(IReadOnlyList<SmallTalkKind> Kinds, string Rest)
{
    /// <summary>Nothing but small talk.</summary>
    public bool IsWhole => Rest.Length == 0 && Kinds.Count > 0;
}

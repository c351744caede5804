namespace CcgBot.Answering;

/// <summary>What kind of thing a question asks for.</summary>
public enum AnswerType
{
    /// <summary>Anything: "what …", "how …".</summary>
    Thing,
    Person,
    Organisation,
    Place,
    Date,
    Number,
    Money,
    Reason,
    Definition,
    YesNo,
    List,
}

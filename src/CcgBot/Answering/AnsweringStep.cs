namespace CcgBot.Answering;

/// <summary>What the answerer is doing: channels show it as a status line. No text of the answer is ever in it.</summary>
public enum AnsweringStep
{
    Searching,
    Composing,
    Checking,
}

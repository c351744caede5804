namespace CcgBot.Onnx.Tests;

public sealed class Int8BertTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccgbot-int8-");

    [Fact]
    public void A_model_of_another_build_is_said()
    {
        var model = File.ReadAllBytes(TinyModel.Write(_folder.FullName));
        Assert.Contains("BERT", Assert.Throws<InvalidDataException>(() => Int8Bert.Of(model, 12)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0x3a, 0x7f, 1 })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0x3a, 0x02, 0x0b, 0x0c })]
    public void What_is_no_model_is_said(byte[] bytes) => Assert.Throws<InvalidDataException>(() => Int8Bert.Of(bytes, 12));

    [Fact]
    public void The_same_weights_give_the_same_bytes_a_third_shorter()
    {
        var model = PackagedFiles.Model();
        var made = Int8Bert.Of(model, 12);

        Assert.Equal(made, Int8Bert.Of(model, 12));
        Assert.True(made.Length < model.Length * 0.67);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

namespace CcgBot.Onnx.Tests;

public sealed class FirstTokenTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccgbot-first-");

    [Fact]
    public void A_model_of_another_build_is_left_as_it_is()
    {
        var model = File.ReadAllBytes(TinyModel.Write(_folder.FullName));

        Assert.Same(model, FirstToken.Alone(model));
    }

    [Theory]
    [InlineData(new byte[] { 0x3a, 0x7f, 1 })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0x3a, 0x02, 0x0b, 0x0c })]
    public void What_is_no_model_is_said(byte[] bytes) => Assert.Throws<InvalidDataException>(() => FirstToken.Alone(bytes));

    public void Dispose() => _folder.Delete(recursive: true);
}

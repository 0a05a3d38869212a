using Praxis.Learning.Insights;

namespace Praxis.Learning.Tests.Insights;

public sealed class LanguagesTests
{
    [Theory]
    [InlineData("I love this dress, it fits perfectly and the fabric is very soft.", Language.English)]
    [InlineData("Das Kleid ist sehr schön, aber leider passt es mir nicht und die Farbe ist anders.", Language.German)]
    [InlineData("La robe est très belle mais elle ne me va pas, je suis déçue par la qualité du tissu.", Language.French)]
    [InlineData("El vestido es muy bonito pero la tela no es de buena calidad y se rompe con el uso.", Language.Spanish)]
    [InlineData("Il vestito è molto bello ma la stoffa non è di buona qualità e si rompe con il tempo.", Language.Italian)]
    [InlineData("O vestido é muito bonito, mas o tecido não é de boa qualidade e você não vai gostar da cor.", Language.Portuguese)]
    [InlineData("De jurk is heel mooi maar de stof is niet van goede kwaliteit en ik heb het teruggestuurd.", Language.Dutch)]
    [InlineData("Klänningen är mycket fin men tyget är inte av bra kvalitet och jag har skickat tillbaka den.", Language.Swedish)]
    [InlineData("Sukienka jest bardzo ładna, ale materiał nie jest dobrej jakości i nie polecam jej na co dzień.", Language.Polish)]
    [InlineData("Платье очень красивое, но ткань не такая, как на фото, и мне оно не подошло.", Language.Russian)]
    [InlineData("THE DRESS IS NOT MY SIZE BUT IT WAS VERY CHEAP", Language.English)]
    [InlineData("Great fit", Language.Unknown)]
    [InlineData("", Language.Unknown)]
    [InlineData("4711 0815 !!!", Language.Unknown)]
    [InlineData("ドレスはとても綺麗です。", Language.Unknown)]
    [InlineData("lorem dolor amet consectetur adipiscing elit sed eiusmod tempor", Language.Unknown)]
    public void A_language_is_told_where_its_small_words_stand_out(string text, Language expected) => Assert.Equal(expected, Languages.Of(text));
}
